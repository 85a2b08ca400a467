// What we tell people to paste works, and gives them every value as it is: DuckDB and JavaScript here, Python in test/interop.
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { snippetsOf } from "../../src/metadata/snippets.ts";
import { literal, openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { sources } from "../house/sources.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { fencesOf } from "./fences.ts";
import { goldenRows } from "./golden-rows.ts";
import { servedGolden } from "./served-golden.ts";
import { furnish, shownSnippets } from "./shown-snippets.ts";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
});
afterAll(() => warehouse.close());

async function furnished(): Promise<string> {
  const folder = await temporaryFolder();
  furnish(folder);
  return folder;
}

describe("a snippet", () => {
  it("is in the guide for analysts for every tool but Spark, as the catalogue has it", () => {
    const [guide] = sources(/^docs\/for-analysts\.md$/);
    const shown = fencesOf(guide?.text ?? "").map(({ text }) => text);
    const wanted = snippetsOf("output/releases/latest/takstbruk_landet_ar.parquet");
    const texts = wanted.filter(({ title }) => title !== "Spark").map(({ text }) => text);
    expect(shown).toEqual(expect.arrayContaining(texts));
  });

  it("in SQL runs in DuckDB and gives rows", async () => {
    await warehouse.run(`set file_search_path = ${literal(await furnished())}`);
    const snippets = shownSnippets("sql");
    expect(snippets.length).toBeGreaterThan(registry.datasets.length);
    for (const { where, text } of snippets) expect(await warehouse.rows(text), where).not.toEqual([]);
  });

  it("in JavaScript runs in Node and gives every value of every table, amounts once rounded", async () => {
    const snippets = shownSnippets("javascript");
    expect(snippets.length).toBeGreaterThan(registry.datasets.length);
    const found = await runInNode(await furnished(), snippets);
    for (const [at, { where, dataset: name }] of snippets.entries()) {
      const dataset = registry.datasets.find((candidate) => candidate.name === name);
      const columns = dataset?.columns ?? [];
      expect(found[at], where).toEqual(await goldenRows(warehouse, { name, columns }));
    }
  });

  it("in JavaScript reads a file by its address as well as by its path", async () => {
    const snippets = [`${await servedGolden()}/takstkoder.parquet`, "takstkoder.parquet"].flatMap((file) =>
      snippetsOf(file).filter(({ syntax }) => syntax === "javascript"),
    );
    const [byAddress, byPath] = await runInNode(await furnished(), snippets);
    expect(byAddress?.length).toBeGreaterThan(0);
    expect(byAddress).toEqual(byPath);
  });
});

const rowsShape = z.array(z.array(z.array(z.string().nullable())));

/** Each snippet as a module of its own, in one Node; gives the rows of each. */
async function runInNode(folder: string, snippets: readonly { readonly text: string }[]) {
  for (const [at, { text }] of snippets.entries()) {
    writeFileSync(join(folder, `${at}.mjs`), `${text}\nexport { rows };\n`);
  }
  const main = `
    const plain = (value) =>
      value === null || value === undefined ? null
      : value instanceof Date ? value.toISOString().replace("T", " ").replace(/(?: 00:00:00)?\\.000Z$/, "")
      : Array.isArray(value) ? JSON.stringify(value)
      : typeof value === "number" ? String(Number(value.toFixed(2)))
      : String(value);
    const all = [];
    for (let at = 0; at < ${snippets.length}; at++) {
      const { rows } = await import(\`./\${at}.mjs\`);
      all.push(rows.map((row) => Object.values(row).map(plain)));
    }
    process.stdout.write(JSON.stringify(all));`;
  writeFileSync(join(folder, "main.mjs"), main);
  const { stdout } = await promisify(execFile)(process.execPath, ["main.mjs"], {
    cwd: folder,
    maxBuffer: 1e9,
    encoding: "utf8",
  });
  return rowsShape.parse(JSON.parse(stdout));
}
