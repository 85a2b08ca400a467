// docs/recipes.md: the registry's recipes and some more. Every query runs on a synthetic world, and the table below it is its result; `make docs` writes them anew.
import { cpSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { recipes } from "../../pipelines/recipes.ts";
import { registry } from "../../pipelines/registry.ts";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { recipeSection } from "../../src/pages/dataset-pages.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { type ComparedRelease, comparedRelease } from "../../src/release/changes.ts";
import { latestRelease, readManifest } from "../../src/stores/release-reader.ts";
import { literal, openWarehouse, type TextRow, type Warehouse } from "../../src/stores/warehouse.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { fencesOf } from "../docs/fences.ts";
import { restate } from "../release/altered-release.ts";
import { compared } from "../release/compared-releases.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const page = readFileSync(join(projectFolder, "docs", "recipes.md"), "utf8").replace(
  /<!-- recipes -->.*<!-- \/recipes -->/s,
  `<!-- recipes -->\n${recipes.map(recipeSection).join("\n\n")}\n\n<!-- /recipes -->`,
);

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
});
afterAll(() => warehouse.close());

describe("docs/recipes.md", () => {
  it("answers each question with the result its query gives on the views of helserefusjon.sql", async () => {
    const folder = await exampleFolder();
    await warehouse.run(`set file_search_path = ${literal(folder)}`);
    await warehouse.run(readFileSync(join(folder, "helserefusjon.sql"), "utf8"));
    const tables = new Map<string, string>();
    for (const { text } of fencesOf(page).filter(({ syntax }) => syntax === "sql")) {
      const rows = await warehouse.rows(text);
      expect(rows, text).not.toEqual([]);
      tables.set(text, tableOf(rows));
    }
    const fresh = page.replaceAll(/^```sql\n(.*?)\n```\n(?:\n(?:\|[^\n]*\n)+)*/gms, (_all, text: string) => {
      return `\`\`\`sql\n${text}\n\`\`\`\n\n${tables.get(text)}\n`;
    });
    await expect(fresh).toMatchFileSnapshot("../../docs/recipes.md");
  }, 240_000);

  it("names the datasets that each of the registry's queries reads", () => {
    expect(recipes).toHaveLength(10);
    for (const { sql, reads } of recipes) expect([...reads].sort(), sql).toEqual(readIn(sql));
  });
});

/** LE of a world that has all the recipes ask about, as a release, its files and what changed since an earlier one in one folder. */
async function exampleFolder(): Promise<string> {
  const output = await temporaryFolder();
  const emulator = await startEmulator({ world: { rows: 600_000, seed: 1 }, dialect: dialects.documented });
  onTestFinished(() => emulator.close());
  const context = capturedContext();
  const asking = ["--origin", emulator.origin, "--fagomraader", "LE", "--datasets", readIn(page).join(",")];
  const code = await runProgram(["run", ...asking, "--threads", "1", "--output", output], context);
  if (code !== 0) throw new Error(`The run ended with ${code}: ${context.err()}`);
  const release = join(output, "releases", (await latestRelease(output)) ?? "");
  const earlier = await temporaryFolder();
  cpSync(release, earlier, { recursive: true });
  await restate(earlier, lateClaims);
  const [old, now] = [await openCompared(earlier), await openCompared(release)];
  symlinkSync((await compared(old, now)).folder, join(release, "changes"));
  return release;
}

/** The datasets that a page or a query names. */
function readIn(text: string): readonly string[] {
  const named = [...text.matchAll(/\b(?:FROM|JOIN) (?:'changes\/)?(\w+)/g)].map(([, name = ""]) => name);
  return registry.datasets
    .map(({ name }) => name)
    .filter((name) => named.includes(name))
    .sort();
}

async function openCompared(folder: string): Promise<ComparedRelease> {
  return await comparedRelease(folder, await readManifest(folder));
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
