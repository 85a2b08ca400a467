// The language of the code: standard terms in names, comments and texts.
import { describe, expect, it } from "vitest";
import { wordsToReplace } from "./glossary.ts";
import { sources } from "./sources.ts";

const code = sources(/^(src|pipelines)\/.*\.ts$|^sql\/.*\.sql$/);

describe("the code", () => {
  it("uses the terms of the glossary in names, comments and texts", () => {
    const found = code.flatMap(({ path, lines }) =>
      lines.flatMap((line, at) => wordsToReplace(wordsOf(line)).map((hint) => `${path}:${at + 1} ${hint}`)),
    );
    expect(found).toEqual([]);
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

/** A line with the parts of its names apart, without `Promise`, and without the name `claim` of older manifests. */
function wordsOf(line: string): string {
  return line
    .replaceAll(/Promise(SettledResult)?\b|\/promises"|"claim"/g, "")
    .replaceAll(/(?<!\brefuse)(?<=[a-z])(?=[A-Z])/g, " ");
}
