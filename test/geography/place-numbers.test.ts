// The place numbers into which a request is split.
import { describe, expect, it } from "vitest";
import { placeNumbers } from "../../src/geography/place-numbers.ts";

describe("placeNumbers()", () => {
  it("has the numbers of the years before and after, because answers mix them", async () => {
    const { kommuner, fylker } = await placeNumbers({ first: 2019, last: 2019 });
    expect(kommuner).toEqual(expect.arrayContaining(["0301", "0219", "3025", "1505"]));
    expect(kommuner).not.toContain("1508");
    expect(fylker).toEqual(expect.arrayContaining(["02", "03", "30"]));
    expect(fylker).not.toContain("16");
  });

  it("has NAV districts and the numbers of no place, in every year", async () => {
    const { kommuner, fylker } = await placeNumbers({ first: 2024, last: 2026 });
    expect(kommuner).toEqual(expect.arrayContaining(["0312", "0335", "1607", "2111", "9999"]));
    expect(fylker).toContain("99");
  });
});
