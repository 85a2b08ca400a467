// helserefusjon diff: what changed from one release to another, as Parquet, as a page, and as a table on the terminal.
import { relative, resolve } from "node:path";
import Table from "cli-table3";
import { UsageError } from "../domain/errors.ts";
import { compare } from "../release/diff.ts";
import type { KeptChanges } from "../release/diff-changes.ts";
import { editionOf } from "../release/diff-changes.ts";
import { discardChanges, keepChanges, stageChanges } from "../release/diff-text.ts";
import type { KnownRelease } from "../release/version-series.ts";
import { type Values, validated } from "./arguments.ts";
import type { Command } from "./command.ts";
import { comparingOptions } from "./comparing-options.ts";
import { inOutput } from "./in-output.ts";
import { countText } from "./numbers.ts";
import { limitsOf, options } from "./options.ts";
import { knownRelease } from "./release-named.ts";

const shape = {
  old: comparingOptions.old,
  new: comparingOptions.new,
  output: options.output,
  "memory-limit": options["memory-limit"],
  threads: options.threads,
};

export const diffCommand: Command = {
  name: "diff",
  summary: "compare two releases: rows added, removed and restated, into <output>/changes",
  examples: [
    ["helserefusjon diff", "the latest release with the one before it"],
    ["helserefusjon diff 20261001T040000Z 20261101T040000Z", "these two, in order of time"],
  ],
  shape,
  positionals: ["old", "new"],
  async run(argv, context) {
    const values = validated(argv, shape);
    const { changes, folder } = await inOutput(values.output, context, () => diffWith(values));
    context.terminal.out(`${diffText(changes)}  ${relative(process.cwd(), folder)}/changes.md\n`);
  },
};

async function diffWith(
  values: Values<typeof shape>,
): Promise<{ readonly changes: KeptChanges; readonly folder: string }> {
  const output = resolve(values.output);
  const now = await knownRelease(values.new, output);
  const old = await knownRelease(values.old ?? previousOf(now), output);
  const staged = await stageChanges(output);
  try {
    const editions = {
      old: await editionOf(old.folder, old.manifest),
      now: await editionOf(now.folder, now.manifest),
    };
    const found = await compare(editions, { folder: staged, ...limitsOf(values) });
    const changes = { changes_version: "1.0", old: stepOf(old), new: stepOf(now), ...found } as const;
    return { changes, folder: await keepChanges(staged, changes) };
  } finally {
    await discardChanges(staged);
  }
}

function previousOf({ manifest: { id, previous } }: KnownRelease): string {
  if (previous !== null) return previous.id;
  throw new UsageError(`Cannot compare ${id} with the release before it: it is the first; name two releases`);
}

function stepOf({ manifest: { id, version } }: KnownRelease): KeptChanges["old"] {
  return { id, version };
}

function diffText({ old, new: now, level, datasets, unchanged, words }: KeptChanges): string {
  const table = new Table({
    head: ["dataset", "before", "after", "added", "removed", "restated", "is"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "right", "right", "right", "right", "right", "left"],
  });
  for (const { name, rows, kind, level, evidence } of datasets) {
    const { before, after, added, removed, restated } = rows;
    const is = evidence && level === "none" ? "evidence" : `${kind}, ${level}`;
    table.push([name, ...[before, after, added, removed, restated].map(countText), is]);
  }
  const shapes = datasets.flatMap(({ name, schema }) => schema.map(({ change }) => `  ${name}: ${change}\n`));
  return [
    datasets.length === 0 ? "" : `${table.toString()}\n\n`,
    `${old.id} (${old.version}) → ${now.id} (${now.version}): ${level === "none" ? "the same data" : level}; `,
    `${unchanged.length} datasets unchanged\n`,
    ...(words.length === 0 ? [] : [`  said otherwise: ${words.join(", ")}\n`]),
    ...shapes,
  ].join("");
}
