// The snippets in Python, by `make interop`: every value of every table arrives as it is, and what we warn of is true.
import { spawn, spawnSync } from "node:child_process";
import { renameSync } from "node:fs";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { snippetsOf } from "../../src/metadata/snippets.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { goldenRows, type PlainRow } from "../docs/golden-rows.ts";
import { servedGolden } from "../docs/served-golden.ts";
import { furnish, type ShownSnippet, shownSnippets } from "../docs/shown-snippets.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** The Python of the virtual environment that `make interop` makes; without it there is nothing to try. */
const tools = process.env.INTEROP;
const python = tools === undefined ? undefined : join(tools, "bin", "python");
const spark = python !== undefined && spawnSync(python, ["-c", "import pyspark"]).status === 0;

const golden = join(projectFolder, "test", "golden", "release");

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
});
afterAll(() => warehouse.close());

const rowsShape = z.array(z.array(z.array(z.string().nullable())));

interface Run {
  /** A file of the release that another takes the place of. */
  readonly replaced?: { readonly file: string; readonly by: string };
}

async function runInPython(
  snippets: readonly Pick<ShownSnippet, "syntax" | "text">[],
  { replaced }: Run = {},
) {
  const cwd = await temporaryFolder();
  furnish(cwd);
  if (replaced !== undefined) renameSync(join(cwd, replaced.by), join(cwd, replaced.file));
  const script = new URL("load.py", import.meta.url).pathname;
  const child = spawn(python ?? "", [script], { cwd, stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(snippets));
  return rowsShape.parse(JSON.parse(await textOf(child.stdout)));
}

async function goldenRowsOf(name: string): Promise<readonly PlainRow[]> {
  const columns = registry.datasets.find((candidate) => candidate.name === name)?.columns ?? [];
  return await goldenRows(warehouse, { name, columns });
}

async function rowsPromised({ dataset, syntax }: ShownSnippet): Promise<readonly PlainRow[]> {
  const rows = await goldenRowsOf(dataset);
  return syntax === "sql" ? rows.slice(0, 10) : rows;
}

async function expectPromised(snippets: readonly ShownSnippet[]): Promise<void> {
  expect(snippets.length).toBeGreaterThan(0);
  const found = await runInPython(snippets);
  for (const [at, snippet] of snippets.entries()) {
    expect(found[at], snippet.where).toEqual(await rowsPromised(snippet));
  }
}

/** Those that load a whole table; the queries of README and of the guide answer questions. */
const questions = ["README", "for-analysts.md"];
const shown = shownSnippets("sql", "python").filter(({ where }) => !questions.includes(where));
const needsSpark = ({ text }: ShownSnippet) => text.includes("pyspark");

describe.skipIf(python === undefined)("in Python (make interop)", () => {
  it("pandas, polars and DuckDB read codes as text, days as days and amounts exactly, from Parquet and CSV", async () => {
    await expectPromised(shown.filter((snippet) => !needsSpark(snippet)));
  }, 300_000);

  it("DuckDB in Python gives the answer of our DuckDB to the question in README", async () => {
    const query = shownSnippets("sql").filter(({ where }) => where === "README");
    expect(query).toHaveLength(1);
    const [found = []] = await runInPython(query);
    const text = query[0]?.text.replace("output/releases/latest", golden) ?? "";
    const rows = await warehouse.rows(text);
    expect(rows.length).toBeGreaterThan(0);
    expect(found.map(([year, times]) => [year, times])).toEqual(
      rows.map(({ ar, times_used }) => [ar, times_used]),
    );
  });

  it("every reader shows that a file holds the rows of another table", async () => {
    const readers = shown.filter(({ where }) => where.startsWith("praksistyper, "));
    expect(readers.length).toBeGreaterThan(3);
    const replaced = { file: "praksistyper.parquet", by: "fagomraader.parquet" };
    const found = await runInPython(
      readers.filter((one) => !needsSpark(one) && one.text.includes(".parquet")),
      { replaced },
    );
    const right = await goldenRowsOf("praksistyper");
    for (const rows of found) expect(rows).not.toEqual(right);
  });

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
