// Every check, on data that pass and on data that fail.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import type { TextRow } from "../../src/stores/warehouse.ts";
import { sqlFiles } from "../../src/transform/models.ts";
import { records } from "../../src/transform/raw-tables.ts";
import { registryChecks, rowRules } from "../../src/transform/registry-checks.ts";
import { breaking, keeping, type Pull } from "./check-cases.ts";
import { breakingModels, type WrongModel } from "./model-cases.ts";
import { type Models, openModels, sqlFolder } from "./models.ts";

const inFiles = sqlFiles(join(sqlFolder, "checks")).map((file) => basename(file, ".sql"));
/** The checks of rules about rows, of sums within their whole, and of joined columns, for every dataset that has them. */
const generated = new Map(
  registry.datasets
    .flatMap((dataset) => registryChecks(dataset, { ...registry, rows: new Map() }))
    .filter(
      ({ name }) =>
        /_within_takstbruk_|_named_as_in_|_periods_have_one_state$/.test(name) ||
        rowRules.some((rule) => name.endsWith(`_${rule.name}`)),
    )
    .map((check) => [check.name, check]),
);
const checks = [...inFiles, ...generated.keys()];

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

describe("every check", () => {
  it("has data that fail it, and no other check has", () => {
    const cases = [...Object.keys(breaking), ...Object.keys(breakingModels)];
    expect(cases.filter((name) => !generated.has(name)).sort()).toEqual([...inFiles].sort());
    const untried = rowRules.filter((rule) => !cases.some((name) => name.endsWith(`_${rule.name}`)));
    expect(untried.map(({ name }) => name)).toEqual([]);
  });

  describe.each([
    ["no data", {}],
    ["data that pass", keeping],
  ])("finds nothing in %s:", (_, pull) => {
    let made: Models;
    beforeAll(async () => {
      made = await openModels();
      for (const [name, rows] of Object.entries(pull)) await made.given(name, rows);
      await made.asTables();
    });
    afterAll(() => made.close());

    it.each(checks)("%s", async (name) => {
      expect(await made.rows(selectOf(name))).toEqual([]);
    });
  });

  it.each(Object.entries(breaking))("%s finds the one row that fails", async (name, changes) => {
    await pulled({ ...keeping, ...changes });
    expect(await broken(name)).toHaveLength(1);
  });

  it.each(Object.entries(breakingModels))(
    "%s finds the one thing that a wrong model breaks",
    async (name, model) => {
      await pulled(keeping);
      const mend = await putWrong(model);
      expect(await broken(name)).toHaveLength(1);
      await mend();
      expect(await broken(name)).toEqual([]);
    },
  );

  it.each([
    "fagomraader_by_kode",
    "praksistyper_picked_by_kode",
    "takster_by_kode",
    "years",
    "months",
    "fylkesnavn_matched_to_fylker",
    "fylker_mapped_to_gjeldende",
    "fylker_by_nr",
    "kommuner_by_nr",
  ])("takstbruk_joins_match_one_row finds every row that stands twice in %s", async (name) => {
    await pulled(keeping);
    const wrong = "from correct union all from correct";
    const mend = await putWrong({ relation: `dimensions.${name}`, wrong });
    const found = await broken("takstbruk_joins_match_one_row");
    expect(new Set(found.map(({ joined }) => joined))).toEqual(new Set([name]));
    await mend();
  });

  it.each(inFiles)("%s says first its severity, and its rule in both languages", (name) => {
    expect(sqlOf(name)).toMatch(/^-- (error|warn): \S.*\.\n-- nb: \S.*\.\n/);
  });
});

const nothing: readonly TextRow[] = [];
const filled = new Map<string, readonly TextRow[]>();

/** Fills the raw tables; those that hold these very rows already are left as they are. */
async function pulled(pull: Pull): Promise<void> {
  for (const name of [...registry.endpoints.map((endpoint) => endpoint.name), ...Object.keys(records)]) {
    const rows = pull[name] ?? nothing;
    if (filled.get(name) === rows) continue;
    await models.given(name, rows);
    filled.set(name, rows);
  }
}

/** Puts a model wrong, and gives what puts it right again. */
async function putWrong({ relation, wrong }: WrongModel): Promise<() => Promise<void>> {
  const [layer, name] = relation.split(".");
  const right = readFileSync(join(sqlFolder, `${layer}/${name}.sql`), "utf8");
  const create = `create or replace view ${relation} as`;
  await models.warehouse.run(`${create} with correct as (${right}) ${wrong}`);
  return () => models.warehouse.run(`${create} ${right}`);
}

/** The rows that fail a check. A table the check reads again and again is made once, as it is in a release. */
async function broken(name: string): Promise<readonly TextRow[]> {
  const sql = selectOf(name);
  const read = sql.match(/marts\.\w+/g) ?? [];
  const again = read.find((one) => read.filter((other) => other === one).length > 2);
  if (again === undefined) return await models.rows(sql);
  await models.warehouse.run(`create or replace temp table made_once as from ${again}`);
  return await models.rows(sql.replaceAll(again, "made_once"));
}

function selectOf(name: string): string {
  return `select * from (\n${sqlOf(name)}\n)`;
}

function sqlOf(name: string): string {
  const rule = generated.get(name);
  if (rule !== undefined) return rule.sql;
  return readFileSync(join(sqlFolder, "checks", `${name}.sql`), "utf8");
}
