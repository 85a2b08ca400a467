// The language of the code: standard terms in names, comments and texts.
import { describe, expect, it } from "vitest";
import { wordsToReplace } from "./glossary.ts";
import { sources } from "./sources.ts";

/** Folders whose words still have to be replaced. The list may only become shorter. */
const undone = /^src\/(cli|load|stores|transform)\//;

const code = sources(/^(src|pipelines)\/.*\.ts$|^sql\/.*\.sql$/);

describe("the code", () => {
  it("uses the terms of the glossary in names, comments and texts", () => {
    const found = code
      .filter(({ path }) => !undone.test(path))
      .flatMap(({ path, lines }) =>
        lines.flatMap((line, at) => wordsToReplace(wordsOf(line)).map((hint) => `${path}:${at + 1} ${hint}`)),
      );
    expect(found).toEqual([]);
  });

  it("has no folder on the list of undone ones that is done", () => {
    const named = undone.source.match(/\w+(?=[|)])/g) ?? [];
    const withFaults = new Set(
      code
        .filter(({ lines }) => lines.some((line) => wordsToReplace(wordsOf(line)).length > 0))
        .map(({ path }) => path.split("/")[1]),
    );
    expect(named.filter((folder) => !withFaults.has(folder))).toEqual([]);
  });
});

describe("the words of code", () => {
  it("are found in names of several words and in comments", () => {
    expect(wordsToReplace(wordsOf("const modelLanes = 2;"))).toHaveLength(1);
    expect(wordsToReplace(wordsOf("// refuses what nobody told"))).toHaveLength(1);
    expect(wordsToReplace(wordsOf("function refuseOthers() {"))).toHaveLength(1);
  });

  it("leave out the language's own words", () => {
    expect(wordsToReplace(wordsOf('import { rm } from "node:fs/promises";'))).toEqual([]);
    expect(wordsToReplace(wordsOf("function wait(): Promise<void> {"))).toEqual([]);
  });
});

/** A line with the parts of its names apart, without `Promise` and without the manifest's field `claim`. */
function wordsOf(line: string): string {
  return line
    .replaceAll(/Promise(SettledResult)?\b|\/promises"|\.claim\b|\bclaim(?=: (z\.)?string)/g, "")
    .replaceAll(/(?<!\brefuse)(?<=[a-z])(?=[A-Z])/g, " ");
}
