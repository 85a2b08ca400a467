// The tables of folders in docs/architecture.md are those of the imports rule, with each folder's share of the lines; `make docs` writes them anew.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { markdownTable } from "../../src/domain/markdown.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { type Folder, folders } from "../house/folders.ts";
import { sources } from "../house/sources.ts";

const code = sources(/^(src|pipelines)\/.*\.(ts|css)$/);

it("docs/architecture.md shows each folder of the code, and what it may import", async () => {
  const shown = new Set([...folders.map(({ path }) => path), "src/cli", "src/main.ts"]);
  const lost = code.filter(({ path }) => ![...shown].some((folder) => path.startsWith(folder)));
  expect(lost.map(({ path }) => path)).toEqual([]);
  const page = readFileSync(join(projectFolder, "docs", "architecture.md"), "utf8");
  const fresh = page.replace(
    /(<!-- folders -->\n).*(\n<!-- \/folders -->)/s,
    (_all, begin, end) => begin + foldersText() + end,
  );
  await expect(fresh).toMatchFileSnapshot("../../docs/architecture.md");
});

function foldersText(): string {
  return `**The core** turns answers into tables and tables into a release (${percent(partPaths("core"))} of about ${thousands()} thousand lines). To change the ETL you need only these folders.

${tableOf("core")}

**Satellites** stand around the core (${percent(partPaths("satellite"))}). The core never imports one: \`src/cli/\` passes what it needs as a function.

${tableOf("satellite")}

\`src/cli/\` (${percent(["src/cli", "src/main.ts"])}) may import all: a file for each command, or for a few about the same thing. Only it prints.`;
}

function partPaths(part: Folder["part"]): readonly string[] {
  return folders.filter((folder) => folder.part === part).map(({ path }) => path);
}

function tableOf(part: Folder["part"]): string {
  const rows = folders
    .filter((folder) => folder.part === part)
    .map(({ path, holds, imports }) => {
      const names = imports.map((name) => name.replace("src/", "")).join(", ");
      return [`\`${path}/\``, percent([path]), holds, names || "nothing"];
    });
  return markdownTable(["folder", "share of lines", "holds", "may import"], rows);
}

/** A share of all lines. A number of lines would change with every commit. */
function percent(paths: readonly string[]): string {
  const own = code.filter(({ path }) => paths.some((folder) => path.startsWith(folder)));
  return `${Math.max(1, Math.round((100 * lineCount(own)) / lineCount(code)))} %`;
}

function thousands(): number {
  return Math.round(lineCount(code) / 1000);
}

function lineCount(of: readonly { readonly lines: readonly string[] }[]): number {
  return of.reduce((sum, { lines }) => sum + lines.length, 0);
}
