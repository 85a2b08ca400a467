// The budget and the handwriting: what keeps every file small and readable.
import { describe, expect, it } from "vitest";
import { type Source, sources } from "./sources.ts";

const code = sources(/^(src|pipelines|test)\/.*\.ts$|^vitest\.config\.ts$/);
const sql = sources(/^sql\/.*\.sql$/);

function pathsOf(found: readonly Source[]): readonly string[] {
  return found.map(({ path, lines }) => `${path} (${lines.length} lines)`);
}

/** Functions longer than allowed, found by the indentation the formatter gives them. */
function longFunctions({ path, lines }: Source): readonly string[] {
  return lines.flatMap((line, start) => {
    const indent = /^(\s*)(?:export )?(?:async )?function /.exec(line)?.[1];
    if (indent === undefined) return [];
    const end = lines.findIndex((later, at) => at > start && later === `${indent}}`);
    return end - start + 1 > 40 ? [`${path}:${start + 1} (${end - start + 1} lines)`] : [];
  });
}

describe("a file", () => {
  it("has at most 400 lines, a SQL file at most 60", () => {
    expect(pathsOf(code.filter(({ lines }) => lines.length > 400))).toEqual([]);
    expect(pathsOf(sql.filter(({ lines }) => lines.length > 60))).toEqual([]);
  });

  it("says in its first line what it is for", () => {
    const silent = [
      ...code.filter(({ lines }) => !/^\/\/ \S|^#!/.test(lines[0] ?? "")),
      ...sql.filter(({ lines }) => !/^-- \S/.test(lines[0] ?? "")),
    ];
    expect(pathsOf(silent)).toEqual([]);
  });

  it("is named for its one thing", () => {
    const vague = /(^|\/)(index|utils?|helpers?|common|manager|service|misc)(\.test)?\.ts$/;
    expect(code.filter(({ path }) => vague.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it("has no function of more than 40 lines", () => {
    expect(code.flatMap(longFunctions)).toEqual([]);
  });

  it("trusts the types: no any, no assertion but const", () => {
    const cast = /\bas (?!const\b)(?:any|unknown|never|string|number|[A-Z]\w*(?:<|\b))(?!.*\bfrom ")/;
    const found = code.flatMap(({ path, lines }) =>
      lines.flatMap((line, at) =>
        cast.test(line.replace(/\/\/.*|\/?\*.*|"[^"]*"|`[^`]*`|\/.*\/[gimu]*/g, "")) &&
        !/^\s*(import|export) /.test(line)
          ? [`${path}:${at + 1} ${line.trim()}`]
          : [],
      ),
    );
    expect(found).toEqual([]);
  });
});
