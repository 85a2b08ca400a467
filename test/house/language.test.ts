// The language of the project's pages: standard terms, short sentences, an index that knows each page, links that lead somewhere.
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { projectFolder } from "../../src/platform/tool.ts";
import { wordsToReplace } from "./glossary.ts";
import { mostWords, sentencesOf, wordCount } from "./sentences.ts";
import { type Source, sources } from "./sources.ts";

/** Pages written by hand. Generated pages take their sentences from the code. */
const generated = /^docs\/(datasets\/|data-dictionary\.md$)/;
const pages = sources(/^(README|CONTRIBUTING|SECURITY)\.md$|^docs\/.*\.md$/).filter(
  ({ path }) => !generated.test(path),
);

/** Every page of the repository, by its path. */
const allPages = new Map(sources(/\.md$/).map((page) => [page.path, page]));

/** Files whose words are checked. The code has a test of its own, code-language.test.ts. */
const worded = [...pages];

interface Block {
  readonly line: number;
  readonly text: string;
}

describe("the pages for people", () => {
  it("use the terms of the glossary", () => {
    const found = worded.flatMap(({ path, text }) =>
      withoutCode(text)
        .split("\n")
        .flatMap((line, at) => wordsToReplace(line).map((hint) => `${path}:${at + 1} ${hint}`)),
    );
    expect(found).toEqual([]);
  });

  it("have sentences of at most 30 words", () => {
    const found = pages.flatMap(({ path, text }) =>
      proseOf(text).flatMap(({ line, text: block }) =>
        sentencesOf(block)
          .filter((sentence) => wordCount(sentence) > mostWords)
          .map((sentence) => `${path}:${line} (${wordCount(sentence)} words) ${sentence.slice(0, 60)}`),
      ),
    );
    expect(found).toEqual([]);
  });

  it("say in the first sentence who they are for", () => {
    const readers = /\b(analysts?|publishers?|operators?|developers?|everyone|people)\b/i;
    const silent = pages
      .filter(({ path }) => path.startsWith("docs/") && !readers.test(firstSentence(path)))
      .map(({ path }) => path);
    expect(silent).toEqual([]);
  });

  it("are all reached from docs/README.md", () => {
    const reached = reachable("docs/README.md");
    const all = sources(/^docs\/.*\.md$/).map(({ path }) => path);
    expect(all.filter((path) => !reached.has(path))).toEqual([]);
  });

  it("link only to files and headings that exist", () => {
    const dead = [...allPages.values()].flatMap((page) =>
      linksOf(page)
        .filter(({ file, heading }) => !leadsSomewhere(file, heading))
        .map(({ file, heading }) => `${page.path} → ${file}#${heading}`),
    );
    expect(dead).toEqual([]);
  });
});

describe("the rules of language", () => {
  it("find a forbidden word, but not in code", () => {
    expect(wordsToReplace("Each claim is told once.")).toHaveLength(2);
    expect(wordsToReplace(withoutCode("The file `lanes.ts` and\n```sh\nmade up\n```\n"))).toEqual([]);
  });

  it("count the words of each sentence, over the lines of an item, without its code and its tables", () => {
    const page = "- One `npx tsx x` two\n  three. Four.\n\n| a | b |\n|---|---|\n\n```sh\nfive six\n```\n";
    expect(
      proseOf(page)
        .flatMap(({ text }) => sentencesOf(text))
        .map(wordCount),
    ).toEqual([4, 1]);
  });
});

/** A page with the same lines, but without comments, fenced blocks, inline code and addresses. */
function withoutCode(text: string): string {
  const blank = (block: string) => block.replaceAll(/[^\n]/g, "");
  return text
    .replaceAll(/^```.*?^```$/gms, blank)
    .replaceAll(/<!--.*?-->|<img[^>]*>/gs, blank)
    .replaceAll(/\]\([^)]*\)/g, "]")
    .replaceAll(/`[^`\n]+`/g, "code");
}

/** Paragraphs and list items, each with the line it begins at. */
function proseOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open = false;
  for (const [at, line] of withoutCode(text).split("\n").entries()) {
    const item = /^\s*(?:[-*]|\d+\.)\s+(.*)$/.exec(line)?.[1];
    if (/^\s*$|^#|^\s*\||^\s*>/.test(line)) open = false;
    else if (item !== undefined || !open) {
      blocks.push({ line: at + 1, text: item ?? line });
      open = true;
    } else {
      const last = blocks.pop();
      if (last !== undefined) blocks.push({ ...last, text: `${last.text} ${line.trim()}` });
    }
  }
  return blocks;
}

function firstSentence(path: string): string {
  const [first] = proseOf(pages.find((page) => page.path === path)?.text ?? "");
  return sentencesOf(first?.text ?? "")[0] ?? "";
}

function linksOf({ path, text }: Source) {
  const links = text
    .replaceAll(/^```.*?^```$/gms, "")
    .matchAll(/\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)\s]+))?\)/g);
  return [...links].map(([, file = "", heading = ""]) => ({
    file: file === "" ? path : normalize(join(dirname(path), file)),
    heading,
  }));
}

function leadsSomewhere(file: string, heading: string): boolean {
  if (!existsSync(join(projectFolder, file))) return false;
  if (heading === "") return true;
  return (
    allPages.get(file)?.lines.some((line) => line.startsWith("#") && anchorOf(line) === heading) ?? false
  );
}

/** The anchor GitHub gives a heading. */
function anchorOf(line: string): string {
  const title = line.replace(/^#+\s*/, "").toLowerCase();
  return title.replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
}

/** Every page that one gets to by links from this one. */
function reachable(start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const page = allPages.get(path);
    if (page === undefined || seen.has(path)) continue;
    seen.add(path);
    open.push(...linksOf(page).map(({ file }) => file));
  }
  return seen;
}
