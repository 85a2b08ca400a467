// The search of the first view: codes, words, parts of words, typing errors, and how fast it is.
import { describe, expect, it } from "vitest";
import { type Entry, folded, searchOver } from "../../../src/catalogue/find/search.ts";

function entry(kind: Entry["kind"], code: string, title: string, weight = 0): Entry {
  return { kind, code, title, detail: "", hash: `#/${kind}/${code}`, weight };
}

const entries = [
  entry("takst", "2ad", "Konsultasjon hos allmennpraktiserende lege", 900),
  entry("takst", "2ae", "E-konsultasjon hos fastlege", 300),
  entry("takst", "11ad", "Sykebesøk", 500),
  entry("takst", "A1a", "Undersøkelse", 100),
  entry("sted", "0301", "Oslo", 700_000),
  entry("sted", "5001", "Trondheim", 200_000),
  entry("datasett", "kommune_innbyggere", "Innbyggere per kommune og år", 5000),
  entry("kolonne", "fagomraade", "Kode for fagområdet"),
];
const search = searchOver(entries);
const codes = (text: string) => search.find(text, 10).map(({ code }) => code);

describe("the search", () => {
  it("finds a takst by what it is, the one that costs most first", () => {
    expect(codes("konsultasjon")).toEqual(["2ad", "2ae"]);
  });

  it("finds a code itself before other codes that contain it", () => {
    expect(codes("2ad")[0]).toBe("2ad");
    expect(codes("2AD")[0]).toBe("2ad");
    expect(codes("0301")).toEqual(["0301"]);
  });

  it("finds a word inside a compound, and words in any order", () => {
    expect(codes("besøk")).toEqual(["11ad"]);
    expect(codes("lege konsultasjon")).toContain("2ad");
  });

  it("forgives one typing error in a word", () => {
    expect(codes("konsultajson")).toContain("2ad");
    expect(codes("konsltasjon")).toContain("2ad");
    expect(codes("trondhiem")).toEqual(["5001"]);
  });

  it("finds å, ø and æ however they are written", () => {
    expect(codes("fagområde")).toEqual(["fagomraade"]);
    expect(codes("fagomraade")).toEqual(["fagomraade"]);
    expect(codes("undersokelse")).toEqual(["A1a"]);
    expect(folded("Fylke_ÅR")).toBe("fylke ar");
  });

  it("finds nothing for nothing, and nothing for what nothing resembles", () => {
    expect(codes("  ")).toEqual([]);
    expect(codes("xyzzyx")).toEqual([]);
  });

  it("takes less than 50 ms over 6 000 things", () => {
    const many = Array.from({ length: 6000 }, (_, at) =>
      entry("takst", `K${at}`, `${at} Konsultasjon og undersøkelse hos lege`),
    );
    const large = searchOver(many);
    large.find("kon", 30);
    for (const text of ["k", "kons", "konsultajson", "undersøkelse lege", "zzz"]) {
      // The best of several runs: other tests use the computer as well.
      const times = Array.from({ length: 5 }, () => {
        const start = performance.now();
        large.find(text, 30);
        return performance.now() - start;
      });
      expect(Math.min(...times), text).toBeLessThan(50);
    }
  });
});
