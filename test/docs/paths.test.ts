// The files that pages and texts of the code name exist, so that a reader can open them.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../src/platform/tool.ts";
import { sources } from "../house/sources.ts";

const folders = sources(/^src\/\w+\/[\w-]+\.ts$/).map(({ path }) => path.split("/")[1] ?? "");
const fromProject = /`((?:src|sql|test|pipelines|docs)\/[\w./-]+\.\w+)`/g;
const fromSource = new RegExp(`\`((?:${[...new Set(folders)].join("|")})/[\\w./-]+\\.ts)\``, "g");

/** The endpoint of the walk-through in add-an-endpoint.md, which the reader adds. */
const invented = /\bhjelpemidler\b/;

/** The paths of files in a page, from the project's folder. `stores/warehouse.ts` is short for `src/stores/warehouse.ts`. */
function pathsIn(text: string): readonly string[] {
  const whole = [...text.matchAll(fromProject)].map(([, path = ""]) => path);
  const short = [...text.matchAll(fromSource)].map(([, path = ""]) => `src/${path}`);
  return [...whole, ...short].filter((path) => !invented.test(path));
}

describe("a page", () => {
  const pages = sources(/^(README|CONTRIBUTING|SECURITY)\.md$|^docs\/.*\.md$/);

  it("names only files that exist", () => {
    const named = pages.flatMap(({ path, text }) => pathsIn(text).map((file) => ({ page: path, file })));
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter(({ file }) => !existsSync(join(projectFolder, file)))).toEqual([]);
  });

  it("may leave out src/ before the path of a source file", () => {
    expect(pathsIn("`src/a/b.ts`, `stores/warehouse.ts` and `sql/marts/x.sql`")).toEqual([
      "src/a/b.ts",
      "sql/marts/x.sql",
      "src/stores/warehouse.ts",
    ]);
  });
});

describe("the texts of the code", () => {
  const literal = /"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
  const file = /(?<![\w./-])(?:src|sql|test|pipelines|docs)\/[\w./-]+\.(?:ts|sql|csv|md)\b/g;

  it("name only files that exist", () => {
    const named = sources(/^(src|pipelines)\/.*\.ts$/).flatMap(({ path, text }) =>
      [...text.matchAll(literal)]
        .flatMap(([words]) => [...words.matchAll(file)])
        .map(([found]) => ({ path, found })),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ found }) => !existsSync(join(projectFolder, found)))).toEqual([]);
  });
});
