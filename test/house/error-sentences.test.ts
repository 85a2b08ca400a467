// The errors of the code: short sentences without forbidden forms, and facts for programs.
import { describe, expect, it } from "vitest";
import { sources } from "./sources.ts";

/** Folders whose error sentences still have to be shortened. The list may only become shorter. */
const undone: readonly string[] = [];

/** Folders whose errors still lack facts. The list may only become shorter. */
const withoutFacts: readonly string[] = ["emulator"];

const mostWords = 30;

const forbidden: readonly RegExp[] = [
  /\bCannot\b.* as .*\bmust\b/,
  /cannot do without/i,
  /\bcannot be known\b/i,
];

/** The classes whose second argument is the facts, so that the compiler requires them. */
const withOwnFacts = /^new (AnswerError|CutShortError|LimitError)\(/;

interface ErrorCall {
  readonly folder: string;
  readonly place: string;
  /** From `new` to the closing bracket. */
  readonly text: string;
}

const calls: readonly ErrorCall[] = sources(/^src\/.*\.ts$/).flatMap(({ path, text }) =>
  [...text.matchAll(/\bnew (?!Error\()\w+Error\(/g)].map(({ index }) => ({
    folder: path.split("/")[1] ?? "",
    place: `${path}:${text.slice(0, index).split("\n").length}`,
    text: callAt(text, index),
  })),
);

describe("the sentences of errors", () => {
  it("have at most 30 words and no forbidden form", () => {
    expect(calls.length).toBeGreaterThan(100);
    expect(calls.filter(({ folder }) => !undone.includes(folder)).flatMap(faultsOf)).toEqual([]);
  });

  it("have no full stop at the end", () => {
    const stopped = calls.filter(({ text }) => /\.["`],?\s*(\)$|\{\s*(cause|facts|each)\b)/.test(text));
    expect(stopped.map(({ place }) => place)).toEqual([]);
  });

  it("have a folder on the list of undone ones only while it has a fault", () => {
    const faulty = new Set(calls.filter((call) => faultsOf(call).length > 0).map(({ folder }) => folder));
    expect(undone.filter((folder) => !faulty.has(folder))).toEqual([]);
  });

  it("are found in calls of several lines, with what is in the brackets of a template", () => {
    const call =
      "throw new UsageError(\n  `Cannot do $" + '{f(")")}. Two words`,\n  { facts: { a: "b" } },\n);';
    expect(sentencesIn(callAt(call, 6))).toEqual(["Cannot do …", "Two words"]);
  });
});

describe("the facts of errors", () => {
  it("are given by every call", () => {
    const bare = calls.filter(({ folder, text }) => !withoutFacts.includes(folder) && !hasFacts(text));
    expect(bare.map(({ place }) => place)).toEqual([]);
  });

  it("have a folder on the list of undone ones only while an error lacks them", () => {
    const lacking = new Set(calls.filter(({ text }) => !hasFacts(text)).map(({ folder }) => folder));
    expect(withoutFacts.filter((folder) => !lacking.has(folder))).toEqual([]);
  });
});

function hasFacts(call: string): boolean {
  return withOwnFacts.test(call) || /\bfacts\b|\beach\b|\.\.\.options/.test(call);
}

function faultsOf({ place, text }: ErrorCall): readonly string[] {
  return sentencesIn(text).flatMap((sentence) => {
    const words = sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}…]/u.test(word)).length;
    const found = forbidden.find((form) => form.test(sentence));
    return [
      ...(words > mostWords ? [`${place} has ${words} words: ${sentence}`] : []),
      ...(found === undefined ? [] : [`${place} has the form ${found}: ${sentence}`]),
    ];
  });
}

/** The sentences of an error's text, with `…` for each value. */
function sentencesIn(call: string): readonly string[] {
  const first = call.replace(/\{\s*(cause|facts|each)\b[\s\S]*$/, "");
  const texts = [...first.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)];
  return texts
    .map(([, plain, template]) => plain ?? withoutValues(template ?? ""))
    .flatMap((text) => text.split(/(?<=[.!?])\s+|\\n/))
    .map((sentence) => sentence.replace(/[.!?]$/, "").trim())
    .filter((sentence) => sentence !== "");
}

/** A template with `…` for each `${…}`, brackets within it included. */
function withoutValues(template: string): string {
  let [text, depth] = ["", 0];
  for (let at = 0; at < template.length; at++) {
    if (depth === 0 && template.startsWith("${", at)) text += "…";
    if (template.startsWith("${", at) || (depth > 0 && template[at] === "{")) depth++;
    else if (depth > 0 && template[at] === "}") depth--;
    else if (depth === 0) text += template[at];
    if (template.startsWith("${", at)) at++;
  }
  return text;
}

/** The call that begins at `start`, up to the bracket that closes it outside of texts. */
function callAt(text: string, start: number): string {
  let [depth, quote] = [0, ""];
  for (let at = text.indexOf("(", start); at < text.length; at++) {
    const character = text[at] ?? "";
    if (quote !== "") {
      if (character === "\\") at++;
      else if (character === quote) quote = "";
    } else if (['"', "'", "`"].includes(character)) quote = character;
    else if (character === "(") depth++;
    else if (character === ")" && --depth === 0) return text.slice(start, at + 1);
  }
  return text.slice(start);
}
