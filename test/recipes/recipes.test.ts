// docs/recipes.md: every query runs on the demo world, and the table below it is its result; `make docs` writes them anew.
import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { latestRelease } from "../../src/stores/release-reader.ts";
import { literal, openWarehouse, type TextRow, type Warehouse } from "../../src/stores/warehouse.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { fencesOf } from "../docs/fences.ts";
import { restate } from "../release/altered-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const page = readFileSync(join(projectFolder, "docs", "recipes.md"), "utf8");

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
});
afterAll(() => warehouse.close());

describe("docs/recipes.md", () => {
  it("answers ten questions, each with the result its query gives", async () => {
    await warehouse.run(`set file_search_path = ${literal(await demoFolder())}`);
    const queries = fencesOf(page).filter(({ syntax }) => syntax === "sql");
    expect(queries).toHaveLength(10);
    const tables = new Map<string, string>();
    for (const { text } of queries) {
      const rows = await warehouse.rows(text);
      expect(rows, text).not.toEqual([]);
      tables.set(text, tableOf(rows));
    }
    const fresh = page.replaceAll(/^```sql\n(.*?)\n```\n(?:\n\|[^#]*?\n(?=\n))?/gms, (_all, text: string) => {
      return `\`\`\`sql\n${text}\n\`\`\`\n\n${tables.get(text)}\n`;
    });
    await expect(fresh).toMatchFileSnapshot("../../docs/recipes.md");
  }, 180_000);
});

/** The demo world's LE as a release, its files and what changed since an earlier one in one folder. */
async function demoFolder(): Promise<string> {
  const output = await temporaryFolder();
  const run = async (...argv: readonly string[]) => {
    const context = capturedContext();
    const code = await runProgram([...argv, "--output", output], context);
    if (code !== 0) throw new Error(`The run ended with ${code}: ${context.err()}`);
  };
  await run("run", "--emulator", "demo", "--fagomraader", "LE");
  const latest = async () => join(output, "releases", (await latestRelease(output)) ?? "");
  await restate(await latest(), lateClaims);
  await run("load");
  const release = await latest();
  const folder = await temporaryFolder();
  const [changes = ""] = readdirSync(join(output, "changes"));
  symlinkSync(join(output, "changes", changes), join(folder, "changes"));
  for (const name of readdirSync(release)) symlinkSync(join(release, name), join(folder, name));
  return folder;
}

/** What an earlier pull would have held: the newer the month, the more claims had not come. */
const lateClaims = {
  dataset: "takstbruk_landet_maned",
  set: "sum_antall_takst = sum_antall_takst - sum_antall_takst // (8 * (1 + datediff('month', periode, date '2026-10-01')))",
  where: "periode >= date '2025-10-01'",
} as const;

/** Rows as a Markdown table; what is NULL is an empty cell. */
function tableOf(rows: readonly TextRow[]): string {
  const [first = {}] = rows;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const names = Object.keys(first);
  const body = rows.map((row) => line(names.map((name) => row[name] ?? "")));
  return [line(names), line(names.map(() => "---")), ...body].join("\n");
}
