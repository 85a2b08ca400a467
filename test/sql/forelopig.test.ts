// What may still change: figures whose period ended less than 13 months before the pull, and the year that is not over.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

const used: TextRow = { fagomraade: "LE", takstkode: "2ad", praksis_type_kode: "FALE" };
const places: Readonly<Record<string, TextRow>> = {
  kommune: { behandler_kommunenr: "0301" },
  fylke: { behandler_fylke: "03" },
  landet: {},
};

async function answeredAt(fetched_at: string): Promise<void> {
  await models.given("receipts", [{ fetched_at }]);
}

describe.each(Object.entries(places))("takstbruk by %s", (geography, place) => {
  it("says of a month whether 13 months have passed since it ended", async () => {
    const months = ["202509", "202510", "202511"];
    await models.given(
      `takstbruk_${geography}_maned`,
      months.map((maned) => ({ ...used, ...place, maned })),
    );
    const found = () =>
      models.rows(`select maned, forelopig from marts.takstbruk_${geography}_maned order by periode`);
    await answeredAt("2026-11-23T05:28:00.000Z");
    expect(await found()).toEqual([
      { maned: "9", forelopig: "false" },
      { maned: "10", forelopig: "true" },
      { maned: "11", forelopig: "true" },
    ]);
    // Half past midnight on 1 December in Norway.
    await answeredAt("2026-11-30T23:30:00.000Z");
    expect((await found()).map(({ forelopig }) => forelopig)).toEqual(["false", "false", "true"]);
  });

  it("says of a year how many of its months have passed, and whether it may change", async () => {
    await models.given(
      `takstbruk_${geography}_ar`,
      ["2023", "2024", "2025", "2026"].map((ar) => ({ ...used, ...place, ar })),
    );
    await answeredAt("2026-01-31T22:59:00.000Z");
    const found = () =>
      models.rows(
        `select ar, antall_maneder, forelopig from marts.takstbruk_${geography}_ar order by periode`,
      );
    expect(await found()).toEqual([
      { ar: "2023", antall_maneder: "12", forelopig: "false" },
      { ar: "2024", antall_maneder: "12", forelopig: "true" },
      { ar: "2025", antall_maneder: "12", forelopig: "true" },
      { ar: "2026", antall_maneder: "0", forelopig: "true" },
    ]);
    await answeredAt("2026-11-23T05:28:00.000Z");
    expect((await found()).map(({ antall_maneder }) => antall_maneder)).toEqual(["12", "12", "12", "10"]);
  });
});

describe("avstemming", () => {
  it("says of each month and year whether its figures may change", async () => {
    await models.given("takstbruk_landet_maned", [{ ...used, maned: "202501" }]);
    await models.given("takstbruk_landet_ar", [{ ...used, ar: "2025" }]);
    await answeredAt("2026-11-23T05:28:00.000Z");
    expect(
      await models.rows(
        `select periodetype, forelopig from marts.avstemming
        where ar = 2025 and coalesce(maned, 1) = 1 order by periodetype`,
      ),
    ).toEqual([
      { periodetype: "ar", forelopig: "true" },
      { periodetype: "maned", forelopig: "false" },
    ]);
  });
});

describe("every dataset with a trap about the last months", () => {
  it("has the column the trap names, and datasets by year say how many months a year has", () => {
    const trapped = registry.datasets.filter(({ traps = [] }) =>
      traps.some(({ name }) => name === "last_13_months_change"),
    );
    const having = (column: string) =>
      registry.datasets.filter(({ columns }) => columns.some(({ name }) => name === column));
    expect(having("forelopig")).toEqual(trapped);
    const byYear = registry.datasets.filter(({ name }) => /^takstbruk_.*_ar(_|$)/.test(name));
    expect(having("antall_maneder")).toEqual(byYear);
  });
});
