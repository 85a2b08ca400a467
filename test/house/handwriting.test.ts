// The budget and the handwriting: what keeps every file small and readable.
import { describe, expect, it } from "vitest";
import { type Source, sources } from "./sources.ts";

const code = sources(/^(src|pipelines|test)\/.*\.ts$|^vitest\.config\.ts$/);
const sql = sources(/^sql\/.*\.sql$/);

function pathsOf(found: readonly Source[]): readonly string[] {
  return found.map(({ path, lines }) => `${path} (${lines.length} lines)`);
}

/** A line that begins the body of a function, a method or an arrow; blocks such as `if (…) {` are none. */
const beginsBody =
  /\bfunction\b.*\{$|=> \{$|^\s*(?!if|for|while|switch|catch|with)[\w#* ]+(<.*>)?\(.*\)(: .*)? \{$/;

/** Functions, methods and arrows longer than allowed, found by the indentation the formatter gives them. */
function longFunctions({ path, lines }: Source): readonly string[] {
  return lines.flatMap((line, at) => {
    const indent = /^\s*/.exec(line)?.[0] ?? "";
    const closesSignature = /^\s*\}?\).*\{$/.test(line);
    if (!closesSignature && !beginsBody.test(line)) return [];
    const start = closesSignature ? lines.findLastIndex((before, i) => i < at && isAt(before, indent)) : at;
    const first = lines[start] ?? "";
    if (/^\s*(describe|if|for|while|switch|\} else|return switch)\b/.test(first)) return [];
    const end = lines.findIndex((later, i) => i > at && later.startsWith(`${indent}}`));
    return end - start + 1 > 40 ? [`${path}:${start + 1} (${end - start + 1} lines)`] : [];
  });
}

function isAt(line: string, indent: string): boolean {
  return line.startsWith(indent) && /\S/.test(line.charAt(indent.length));
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
