// helserefusjon diff: compares two releases and writes the changes as Parquet, a page and a table.
import { relative, resolve } from "node:path";
import { z } from "zod";
import { UsageError } from "../domain/errors.ts";
import { counted, countText } from "../domain/markdown.ts";
import { comparedRelease, type KeptChanges, storeChanges, withStagedChanges } from "../release/changes.ts";
import { compareReleases } from "../release/diff.ts";
import type { KnownRelease } from "../release/version-series.ts";
import {
  defineCommand,
  expectedRelease,
  limitsOf,
  limitsShape,
  options,
  optionTexts,
  type Values,
} from "./command.ts";
import { numberColumns, tableText } from "./display.ts";
import { inOutput, knownRelease } from "./output-folder.ts";

const release = z.string().min(1);
const shape = {
  old: release.optional().register(optionTexts, {
    help: "earlier release: its id, or its folder",
    expected: expectedRelease,
    example: "20261001T040000Z",
    usual: "the one before <new>",
  }),
  new: release.default("latest").register(optionTexts, {
    help: "later release: its id, latest, or its folder",
    expected: expectedRelease,
    example: "20261101T040000Z",
  }),
  output: options.output,
  ...limitsShape,
  json: options.json,
};

export const diffCommand = defineCommand({
  name: "diff",
  summary: "compare two releases, and write added, removed and restated rows to <output>/changes",
  examples: [
    ["helserefusjon diff", "the latest release and the one before it"],
    ["helserefusjon diff 20261001T040000Z 20261101T040000Z", "two releases, the earlier first"],
  ],
  shape,
  positionals: ["old", "new"],
  async run(values, context) {
    const { changes, folder } = await inOutput(values.output, context, () => diffWith(values));
    const text = `${diffText(changes)}  ${relative(process.cwd(), folder)}/changes.md\n`;
    return { text, json: { ...changes, folder } };
  },
});

async function diffWith(
  values: Values<typeof shape>,
): Promise<{ readonly changes: KeptChanges; readonly folder: string }> {
  const output = resolve(values.output);
  const now = await knownRelease(values.new, output);
  const old = await knownRelease(values.old ?? previousOf(now), output);
  return await withStagedChanges(output, async (staged) => {
    const pair = {
      old: await comparedRelease(old.folder, old.manifest),
      now: await comparedRelease(now.folder, now.manifest),
    };
    const found = await compareReleases(pair, { folder: staged, ...limitsOf(values) });
    const changes = { changes_version: "1.0", old: stepOf(old), new: stepOf(now), ...found } as const;
    return { changes, folder: await storeChanges(staged, changes) };
  });
}

function previousOf({ manifest: { id, previous } }: KnownRelease): string {
  if (previous !== null) return previous.id;
  throw new UsageError(`Cannot find a release before ${id}, because it is the first. Name two releases`, {
    facts: { option: "old", release: id },
  });
}

function stepOf({ manifest: { id, version } }: KnownRelease): KeptChanges["old"] {
  return { id, version };
}

function diffText({ old, new: now, level, datasets, unchanged, words }: KeptChanges): string {
  const table = tableText(
    ["dataset", ...numberColumns("before", "after", "added", "removed", "restated"), "change"],
    datasets.map(({ name, rows, kind, level, evidence }) => {
      const { before, after, added, removed, restated } = rows;
      const change = evidence && level === "none" ? "evidence" : `${kind}, ${level}`;
      return [name, ...[before, after, added, removed, restated].map(countText), change];
    }),
  );
  const shapes = datasets.flatMap(({ name, schema }) => schema.map(({ change }) => `  ${name}: ${change}\n`));
  return [
    datasets.length === 0 ? "" : `${table}\n\n`,
    `${old.id} (${old.version}) → ${now.id} (${now.version}): ${level === "none" ? "the same data" : level}; `,
    `${counted(unchanged.length, "dataset")} unchanged\n`,
    ...(words.length === 0 ? [] : [`  changed descriptions: ${words.join(", ")}\n`]),
    ...shapes,
  ].join("");
}
