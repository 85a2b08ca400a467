// The numbers of an analysis, from rows of use to values: pure functions, no browser.
import { describe, expect, it } from "vitest";
import {
  type Computing,
  comparedPeriod,
  measured,
  median,
  type Period,
  rankOf,
  type Use,
} from "../../../src/catalogue/analyse/compute.ts";
import { sqlOf } from "../../../src/catalogue/analyse/sql.ts";
import { useTable } from "../../../src/catalogue/analyse/table-of-use.ts";
import { nothingChosen } from "../../../src/catalogue/state/analysis.ts";

function use(place: string, period: string, amount: number, rest: Partial<Use> = {}): Use {
  return { place, period, group: "LE:2ad", amount, times: 0, isApproximate: false, ...rest };
}

const years: readonly Period[] = [
  { period: "2023", certainty: "final" },
  { period: "2024", certainty: "preliminary" },
  { period: "2025", certainty: "incomplete" },
];

const usual: Computing = {
  analysis: { measure: "antall", per: { kind: "innbyggere" } },
  use: [use("03", "2023", 500), use("03", "2024", 600), use("46", "2023", 100)],
  others: [],
  places: ["03", "46"],
  periods: years,
  groups: ["LE:2ad"],
  inhabitants: (place) => (place === "03" ? 1000 : 2000),
};

describe("the numbers of an analysis", () => {
  it("are per 1 000 inhabitants of the year", () => {
    const values = measured(usual).map(({ place, period, value }) => [place, period, value]);
    expect(values).toEqual([
      ["03", "2023", 500],
      ["03", "2024", 600],
      ["03", "2025", undefined],
      ["46", "2023", 50],
      ["46", "2024", undefined],
      ["46", "2025", undefined],
    ]);
  });

  it("that are missing are missing, never zero, and keep no certainty of their period", () => {
    const missing = measured(usual).filter(({ value }) => value === undefined);
    expect(missing.map(({ certainty }) => certainty)).toEqual(["missing", "missing", "missing"]);
  });

  it("say of a preliminary year that it is preliminary", () => {
    expect(measured(usual)[1]?.certainty).toBe("preliminary");
  });

  it("have no value where nobody counted the inhabitants, though there is use", () => {
    const [first] = measured({ ...usual, inhabitants: () => undefined });
    expect(first).toMatchObject({
      numerator: 500,
      denominator: undefined,
      value: undefined,
      certainty: "missing",
    });
  });

  it("are per 100 of other takster in the same place and period", () => {
    const analysis = {
      measure: "antall",
      per: { kind: "takster", takster: [{ fagomraade: "LE" }] },
    } as const;
    const [first, second] = measured({
      ...usual,
      analysis,
      others: [use("03", "2023", 2000, { group: "LE" })],
    });
    expect(first?.value).toBe(25);
    expect(second?.value).toBeUndefined();
  });

  it("of refusjon per takst are kroner divided by times", () => {
    const analysis = { measure: "refusjon-per-takst", per: { kind: "none" } } as const;
    const [first] = measured({ ...usual, analysis, use: [use("03", "2023", 900, { times: 6 })] });
    expect(first).toMatchObject({ numerator: 900, denominator: 6, value: 150 });
  });

  it("are summed over takster and types of practice, or apart where takster are shown apart", () => {
    const both = [use("03", "2023", 1), use("03", "2023", 2), use("03", "2023", 4, { group: "LE:2ae" })];
    const plain = {
      ...usual,
      analysis: { measure: "antall", per: { kind: "none" } } as const,
      use: both,
      places: ["03"],
    };
    expect(measured(plain)[0]?.value).toBe(7);
    const apart = measured({ ...plain, groups: ["LE:2ad", "LE:2ae"], periods: years.slice(0, 1) });
    expect(apart.map(({ value }) => value)).toEqual([3, 4]);
  });

  it("are approximate where one of their parts is", () => {
    const parts = [use("03", "2023", 1), use("03", "2023", 2, { isApproximate: true })];
    expect(measured({ ...usual, use: parts })[0]?.isApproximate).toBe(true);
  });
});

describe("the period that places are compared in", () => {
  it("is the last final one, never an incomplete year unless it is requested", () => {
    expect(comparedPeriod(years, "")).toBe("2023");
    expect(comparedPeriod(years, "2025")).toBe("2025");
    expect(comparedPeriod(years, "1999")).toBe("2023");
    expect(comparedPeriod(years.slice(1), "")).toBe("2024");
    expect(comparedPeriod([], "")).toBe("");
  });
});

describe("median and rank", () => {
  it("are those of the values there are", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(median([])).toBeUndefined();
    const values = [
      { place: "a", value: 5 },
      { place: "b", value: 7 },
      { place: "c", value: undefined },
    ];
    expect(rankOf(values, "a")).toBe(2);
    expect(rankOf(values, "c")).toBeUndefined();
  });
});

describe("the table that answers", () => {
  it("has the places of today at every level", () => {
    expect(useTable("fylke", "ar")).toEqual({
      dataset: "takstbruk_fylke_ar_gjeldende",
      place: "gjeldende_fylkesnr",
    });
    expect(useTable("kommune", "maned")).toEqual({
      dataset: "takstbruk_kommune_maned",
      place: "gjeldende_kommunenr",
    });
    expect(useTable("landet", "maned")).toEqual({ dataset: "takstbruk_landet_maned" });
  });

  it("is a query in SQL that no code can change", () => {
    const sql = sqlOf({ ...nothingChosen, takster: [{ fagomraade: "L'E", takstkode: "2'ad" }] });
    expect(sql).toContain("fagomraade = 'L''E' AND takstkode IN ('2''ad')");
  });
});
