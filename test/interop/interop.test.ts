// The same snippets in Python, by `make interop`: every value of every table arrives as it is, and what we warn of is true.
import { spawn, spawnSync } from "node:child_process";
import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { snippetsOf } from "../../src/metadata/snippets.ts";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { goldenRows, type PlainRow } from "../docs/golden-rows.ts";
import { servedGolden } from "../docs/served-golden.ts";
import { furnish, type ShownSnippet, shownSnippets } from "../docs/shown-snippets.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** The Python of the virtual environment that `make interop` makes; without it there is nothing to try. */
const python = process.env.INTEROP_PYTHON;
const spark = python !== undefined && spawnSync(python, ["-c", "import pyspark"]).status === 0;

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
});
afterAll(() => warehouse.close());

const counts = z.record(z.string(), z.int());
const standardsShape = z.object({
  expected: counts,
  mlcroissant: counts,
  frictionless: z.array(z.string()),
  triples: z.int(),
});

const rowsShape = z.array(z.array(z.array(z.string().nullable())));

async function runInPython(snippets: readonly Pick<ShownSnippet, "syntax" | "text">[]) {
  const cwd = await temporaryFolder();
  furnish(cwd);
  const script = new URL("load.py", import.meta.url).pathname;
  const child = spawn(python ?? "", [script], { cwd, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(snippets));
  return rowsShape.parse(JSON.parse(await textOf(child.stdout)));
}

async function rowsPromised({ dataset: name, syntax }: ShownSnippet): Promise<readonly PlainRow[]> {
  const columns = registry.datasets.find((candidate) => candidate.name === name)?.columns ?? [];
  const rows = await goldenRows(warehouse, { name, columns });
  return syntax === "sql" ? rows.slice(0, 10) : rows;
}

async function expectPromised(snippets: readonly ShownSnippet[]): Promise<void> {
  expect(snippets.length).toBeGreaterThan(0);
  const found = await runInPython(snippets);
  for (const [at, snippet] of snippets.entries()) {
    expect(found[at], snippet.where).toEqual(await rowsPromised(snippet));
  }
}

/** Those that load a whole table; the guide's queries answer questions. */
const shown = shownSnippets("sql", "python").filter(({ where }) => where !== "for-analysts.md");
const needsSpark = ({ text }: ShownSnippet) => text.includes("pyspark");

describe.skipIf(python === undefined)("in Python (make interop)", () => {
  it("pandas, polars and DuckDB read codes as text, days as days and amounts exactly, from Parquet and CSV", async () => {
    await expectPromised(shown.filter((snippet) => !needsSpark(snippet)));
  }, 300_000);

  it("pyarrow and lazy polars do too", async () => {
    const readers = registry.datasets.flatMap(({ name }) => [
      `from pyarrow import parquet\ndf = parquet.read_table("${name}.parquet")`,
      `import polars as pl\ndf = pl.scan_parquet("${name}.parquet").collect()`,
    ]);
    await expectPromised(
      readers.map((text) => {
        const dataset = /"(\w+)\.parquet"/.exec(text)?.[1] ?? "";
        return { where: text, syntax: "python", text, dataset };
      }),
    );
  }, 300_000);

  it.skipIf(!spark)(
    "Spark does too, where there is Java",
    async () => {
      await expectPromised(shown.filter(needsSpark));
    },
    600_000,
  );

  it("all but DuckDB, which would download an extension, read files by their address too", async () => {
    const address = await servedGolden();
    const byAddress = ["takstkoder", "takstbruk_fylke_ar"].flatMap((dataset) =>
      snippetsOf(`${address}/${dataset}.parquet`).map((snippet) => ({
        ...snippet,
        where: snippet.title,
        dataset,
      })),
    );
    const python = byAddress.filter(({ syntax }) => syntax === "python");
    await expectPromised(python.filter((snippet) => spark || !needsSpark(snippet)));
  }, 300_000);

  it("mlcroissant loads every row of every record set, frictionless the package, and rdflib the catalogue", () => {
    const golden = new URL("../golden/release", import.meta.url).pathname;
    const script = new URL("standards.py", import.meta.url).pathname;
    const { stdout, stderr } = spawnSync(python ?? "", [script, golden], { encoding: "utf8" });
    const found = standardsShape.parse(JSON.parse(stdout === "" ? `"${stderr}"` : stdout));
    expect(found.mlcroissant).toEqual(found.expected);
    expect(found.frictionless).toEqual([]);
    expect(found.triples).toBeGreaterThan(1_000);
  }, 600_000);

  it.each([
    ["plain pandas makes objects of amounts", typeIn("takstkoder.parquet", "refusjon"), "object"],
    [
      "and floats of whole numbers where some are missing",
      typeIn("takstkoder.parquet", "maks_repetisjoner"),
      "float64",
    ],
    ["pandas guesses codes in CSV to be numbers", typeIn("takstbruk_fylke_ar.csv", "fylkesnr"), "int64"],
  ])("%s, as we warn", async (_what, text, type) => {
    expect(await runInPython([{ syntax: "python", text }])).toEqual([[[type]]]);
  });
});

function typeIn(file: string, column: string): string {
  const reader = file.endsWith(".csv") ? "read_csv" : "read_parquet";
  return `import pandas as pd\ndf = pd.DataFrame([[str(pd.${reader}("${file}").dtypes["${column}"])]])`;
}
