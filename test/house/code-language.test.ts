// The language of the code: standard terms in names, comments and texts.
import { describe, expect, it } from "vitest";
import { wordsToReplace } from "./glossary.ts";
import { mostWords, sentencesOf, wordCount } from "./sentences.ts";
import { type Source, sources } from "./sources.ts";

const code = sources(/^(src|pipelines)\/.*\.ts$|^sql\/.*\.sql$/);

describe("the code", () => {
  it("uses the terms of the glossary in names, comments and texts", () => {
    const found = code.flatMap(({ path, lines }) =>
      lines.flatMap((line, at) => wordsToReplace(wordsOf(line)).map((hint) => `${path}:${at + 1} ${hint}`)),
    );
    expect(found).toEqual([]);
  });

  it("has comments whose sentences have at most 30 words", () => {
    const found = code.flatMap((source) =>
      commentsOf(source).flatMap(({ line, text }) =>
        sentencesOf(text)
          .filter((sentence) => wordCount(sentence) > mostWords)
          .map(
            (sentence) => `${source.path}:${line} (${wordCount(sentence)} words) ${sentence.slice(0, 60)}`,
          ),
      ),
    );
    expect(found).toEqual([]);
  });
});

describe("the comments of code", () => {
  it("are joined over their lines, apart from the lines that a check is read from", () => {
    const of = (path: string, ...lines: string[]) =>
      commentsOf({ path, text: "", lines }).map(({ text }) => text);
    expect(of("x.ts", "/**", " * One", " * two. */", "const x = 1;", "// Three", "// four.")).toEqual([
      "One two.",
      "Three four.",
    ]);
    expect(
      of(
        "x.sql",
        "-- warn: One.",
        "-- nb: To.",
        "-- counts: rows (nb: rader)",
        "-- Two",
        "-- three.",
        "select 1",
      ),
    ).toEqual(["warn: One.", "nb: To.", "counts: rows (nb: rader)", "Two three."]);
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

const ofTypeScript = /^\s*(?:\/\/|\/\*\*|\*\/|\*)(?:\s+|$)(.*?)(?:\*\/)?\s*$/;
const ofSql = /^\s*--(?:\s+|$)(.*)$/;

interface Comment {
  readonly line: number;
  readonly text: string;
}

/** The comments that have lines of their own. Each line that a check is read from counts as a comment of its own. */
function commentsOf({ path, lines }: Source): readonly Comment[] {
  const found: Comment[] = [];
  let continues = false;
  for (const [at, line] of lines.entries()) {
    const text = (path.endsWith(".sql") ? ofSql : ofTypeScript).exec(line)?.[1];
    const last = found.at(-1);
    const isRead = /^(error|warn|nb|counts):/.test(text ?? "");
    if (text === undefined || text === "") continues = text === "" && continues;
    else if (continues && !isRead && last !== undefined)
      found.splice(-1, 1, { ...last, text: `${last.text} ${text}`.trim() });
    else found.push({ line: at + 1, text });
    if (text !== undefined && text !== "") continues = !isRead;
    if (line.trimStart().startsWith("/**") && text === "") continues = false;
  }
  return found;
}
