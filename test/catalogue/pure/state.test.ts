// The state of a view in its address: written, read again, and cut or wrong.
import { describe, expect, it } from "vitest";
import { addressOf, hashOf } from "../../../src/catalogue/state/address.ts";
import { type Analysis, analysisOf, nothingChosen, queryOf } from "../../../src/catalogue/state/analysis.ts";

describe("an address", () => {
  it("names the view, the thing and its state, whatever letters they have", () => {
    const hash = hashOf("takst", "LE/2 æ%/x", [["q", "blå & rød=1"]]);
    expect(addressOf(hash)).toEqual({
      view: "takst",
      name: "LE/2 æ%/x",
      query: new Map([["q", "blå & rød=1"]]),
    });
  });

  it("is readable where it can be", () => {
    expect(hashOf("analyse", "", [["takst", "LE:2ad,LE:2cd"]])).toBe("#/analyse?takst=LE:2ad,LE:2cd");
    expect(hashOf("finn")).toBe("#/");
  });

  it("of an earlier release still leads somewhere", () => {
    expect(addressOf("#analyse").view).toBe("analyse");
    expect(addressOf("#/bilder").view).toBe("tillit");
    expect(addressOf("#/sjekker").view).toBe("tillit");
    expect(addressOf("#/takst/2ad").name).toBe("2ad");
    expect(addressOf("").view).toBe("finn");
  });

  it("that is cut in the middle of an escape, or unknown, is shown as it is", () => {
    expect(addressOf("#/takst/2%C3").name).toBe("2%C3");
    expect(addressOf("#/nowhere/x")).toMatchObject({ view: "unknown", name: "nowhere/x" });
  });
});

describe("an analysis", () => {
  const full: Analysis = {
    takster: [{ fagomraade: "LE", takstkode: "2ad" }, { fagomraade: "FY" }],
    measure: "refusjon",
    per: { kind: "takster", takster: [{ fagomraade: "LE", takstkode: "2ae" }] },
    level: "kommune",
    step: "maned",
    praksistyper: ["FALE", "FALO"],
    period: "2024-03",
    place: "4601",
  };

  it("is the same after it was written into an address and read again", () => {
    for (const analysis of [full, nothingChosen, { ...full, per: { kind: "none" } } as const]) {
      expect(analysisOf(addressOf(hashOf("analyse", "", queryOf(analysis))).query)).toEqual(analysis);
    }
  });

  it("leaves usual values out of its address", () => {
    expect(hashOf("analyse", "", queryOf(nothingChosen))).toBe("#/analyse");
  });

  it("keeps its usual values where an address has others that nobody knows", () => {
    const query = new Map([
      ["mal", "penger"],
      ["niva", "bydel"],
      ["tid", "uke"],
      ["periode", "i fjor"],
      ["sted", "Bergen"],
    ]);
    expect(analysisOf(query)).toEqual(nothingChosen);
  });

  it("of refusjon per takst has no other denominator", () => {
    const query = new Map([
      ["mal", "refusjon-per-takst"],
      ["per", "LE:2ae"],
    ]);
    expect(analysisOf(query).per).toEqual({ kind: "none" });
  });
});
