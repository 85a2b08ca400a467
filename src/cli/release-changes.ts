// helserefusjon diff and history: the changes between two releases, and the values of the same rows in each release.
import { relative, resolve } from "node:path";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { UsageError } from "../domain/errors.ts";
import { counted, countText } from "../domain/markdown.ts";
import {
  comparedRelease,
  type KeptChanges,
  type RowHistory,
  rowHistories,
  storeChanges,
  withStagedChanges,
} from "../release/changes.ts";
import { compareReleases } from "../release/diff.ts";
import { type KnownRelease, releaseSeries, seriesKind } from "../release/version-series.ts";
import {
  defineCommand,
  expectedRelease,
  limitsOf,
  limitsShape,
  options,
  optionTexts,
  releaseOption,
  type Values,
} from "./command.ts";
import { numberColumns, tableText } from "./display.ts";
import { inOutputOrTemporary, knownRelease } from "./output-folder.ts";

const release = z.string().min(1);
const diffShape = {
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
  shape: diffShape,
  positionals: ["old", "new"],
  async run(values, context) {
    const output = resolve(values.output);
    const { changes, folder, stored } = await inOutputOrTemporary(output, context, (place) =>
      diffWith(values, place),
    );
    const where = stored
      ? `${relative(process.cwd(), folder)}/changes.md`
      : `The changed rows are not stored, because ${output} cannot be written. Name another folder with --output`;
    return { text: `${diffText(changes)}  ${where}\n`, json: { ...changes, folder: stored ? folder : null } };
  },
});

interface Compared {
  readonly changes: KeptChanges;
  readonly folder: string;
  /** Whether the folder stays, which a temporary one does not. */
  readonly stored: boolean;
}

/** Compares the releases, and writes the changes below this place. */
async function diffWith(values: Values<typeof diffShape>, place: string): Promise<Compared> {
  const output = resolve(values.output);
  const now = await knownRelease(values.new, output);
  const old = await knownRelease(values.old ?? previousOf(now), output);
  return await withStagedChanges(place, async (staged) => {
    const pair = {
      old: await comparedRelease(old.folder, old.manifest),
      now: await comparedRelease(now.folder, now.manifest),
    };
    const found = await compareReleases(pair, { folder: staged, ...limitsOf(values) });
    const changes = { changes_version: "1.0", old: stepOf(old), new: stepOf(now), ...found } as const;
    return { changes, folder: await storeChanges(staged, changes), stored: place === output };
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

const historyShape = {
  dataset: z
    .string()
    .min(1)
    .register(optionTexts, {
      help: "dataset whose rows to show",
      expected: "the name of a dataset",
      example: "takstbruk_landet_ar",
      missing: `Name the dataset: \`helserefusjon history <dataset>\`, such as ${registry.datasets[0]?.name}`,
    }),
  key: z
    .array(z.string().regex(/^\w+=/))
    .transform((texts) => texts.flatMap(keyConditions))
    .optional()
    .register(optionTexts, {
      repeats: true,
      help: "column and value that the rows must have; may be given several times",
      expected: "column=value",
      example: "ar=2023",
      usual: "all rows",
    }),
  columns: z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .optional()
    .register(optionTexts, {
      help: "columns to show",
      expected: "names of columns with commas between them",
      example: "sum_refusjon,antall_regninger",
      usual: "amounts and counts, or all columns besides the key",
    }),
  release: releaseOption,
  output: options.output,
  json: options.json,
};

/** The most rows in the table; --json prints all. */
const mostRows = 50;

export const historyCommand = defineCommand({
  name: "history",
  summary: "show the values of the same rows in each release, in order of release",
  examples: [
    [
      "helserefusjon history takstbruk_landet_ar --key ar=2023 --key takstkode=2ad --columns sum_antall_takst",
      "how often 2ad was used in 2023, in each release",
    ],
    ["helserefusjon history takstkoder --key takstkode=2ad --json", "all values of 2ad, as JSON"],
  ],
  shape: historyShape,
  positionals: ["dataset"],
  async run(values) {
    const { dataset, key = [], columns, release, output } = values;
    const { manifest } = await knownRelease(release, resolve(output));
    const series = await releaseSeries(resolve(output), seriesKind(manifest));
    const rows = await rowHistories(series, { dataset, where: key, columns });
    return { text: historyText(rows), json: rows };
  },
});

function historyText(rows: readonly RowHistory[]): string {
  const [first] = rows;
  if (first === undefined) return "No release has such a row\n";
  const keys = Object.keys(first.key);
  const columns = Object.keys(first.vintages.find(({ values }) => values !== null)?.values ?? {});
  const lines = rows.slice(0, mostRows).flatMap(({ key, vintages }) =>
    vintages.map(({ version, release, values }) => {
      const cells = columns.map((name) => (values === null ? "no row" : (values[name] ?? "NULL")));
      return [...keys.map((name) => key[name] ?? ""), version, release, ...cells];
    }),
  );
  const more = rows.length - mostRows;
  const rest =
    more > 0 ? `${countText(more)} more rows. Select rows with --key, or print all with --json\n` : "";
  return `${tableText([...keys, "version", "release", ...columns], lines)}\n${rest}`;
}

interface Condition {
  readonly column: string;
  readonly value: string;
}

/** Conditions may be joined by commas. A comma is part of a value if no name and equals sign follow it. */
function keyConditions(text: string): readonly Condition[] {
  return text.split(/,(?=\w+=)/).map((part) => {
    const [column = ""] = part.split("=", 1);
    return { column, value: part.slice(column.length + 1) };
  });
}
