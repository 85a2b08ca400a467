// The state of a view in its address: written, read again, and cut or wrong.
import { describe, expect, it } from "vitest";
import { addressOf, hashOf } from "../../../src/catalogue/state/address.ts";
import { type Analysis, analysisOf, nothingChosen, queryOf } from "../../../src/catalogue/state/analysis.ts";
import { queryOfTable, type TableView, tableViewOf } from "../../../src/catalogue/state/table-view.ts";

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

describe("the rows of a table", () => {
  const columns = [
    { name: "takstkode", type: "VARCHAR" },
    { name: "ar", type: "SMALLINT" },
  ];
  const full: TableView = {
    conditions: [
      { column: "takstkode", type: "VARCHAR", kind: "among", texts: ["2ad", "a:b;c,&%"] },
      { column: "takstkode", type: "VARCHAR", kind: "contains", text: "æ" },
      { column: "ar", type: "SMALLINT", kind: "between", from: "2019", to: "" },
      { column: "ar", type: "SMALLINT", kind: "equals", text: "2020" },
    ],
    sort: { column: "ar", descending: true },
    from: 50,
    counted: "takstkode",
  };
  const nothing: TableView = { conditions: [], from: 0, counted: "" };

  it("are the same after they were written into an address and read again", () => {
    for (const view of [full, nothing]) {
      const hash = hashOf("data", "takstkoder", queryOfTable(view));
      expect(tableViewOf(addressOf(hash).query, columns)).toEqual(view);
    }
  });

  it("leave out conditions and columns that the table does not have", () => {
    const query = new Map([
      ["filter", "navn:er:x;ar:cirka:3;ar"],
      ["sorter", "-navn"],
      ["fra", "-5"],
      ["antall", "navn"],
    ]);
    expect(tableViewOf(query, columns)).toEqual(nothing);
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
