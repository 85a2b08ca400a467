// helserefusjon verify: checks a release, and with --rebuild that its pull gives the same bytes.

import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { ReleaseError } from "../domain/errors.ts";
import type { Manifest } from "../domain/manifest.ts";
import { counted } from "../domain/markdown.ts";
import type { CsvChoice } from "../load/dataset-files.ts";
import { load } from "../load/load.ts";
import type { Tool } from "../platform/tool.ts";
import { type Differences, differences, verify } from "../release/verify.ts";
import type { KnownRelease } from "../release/version-series.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { openPull, openPullAt } from "../stores/raw-store.ts";
import { transform } from "../transform/transform.ts";
import {
  type Context,
  defineCommand,
  describingShape,
  limitsOf,
  limitsShape,
  options,
  optionTexts,
  type Result,
  releaseOption,
  type Values,
} from "./command.ts";
import { bytesText } from "./display.ts";
import { describeWith } from "./load.ts";
import { inOutputOrTemporary, releaseNamed } from "./output-folder.ts";
import { settingsOf } from "./transform.ts";

const shape = {
  release: releaseOption,
  rebuild: z.string().min(1).optional().register(optionTexts, {
    help: "pull in <output>/raw, or its folder, to build the release from again and compare byte for byte",
    expected: "the name of a pull in <output>/raw, or the path of its folder",
    example: "20261101T040000Z",
    usual: "no rebuild",
  }),
  output: options.output,
  ...limitsShape,
  ...describingShape,
  json: options.json,
};

export const verifyCommand = defineCommand({
  name: "verify",
  summary:
    "check files, hashes, columns, rows and keys of a release; with --rebuild, that its pull gives the same bytes",
  examples: [
    ["helserefusjon verify", "the latest release"],
    [
      "helserefusjon verify 20261101T040000Z --rebuild 20261101T040000Z",
      "a release, and whether its pull gives the same bytes",
    ],
  ],
  shape,
  positionals: ["release"],
  async run(values, context) {
    return await inOutputOrTemporary(values.output, context, (folder) =>
      verifyWith({ ...values, folder }, context),
    );
  },
});

/** The options, and the folder to write into. */
type VerifyValues = Values<typeof shape> & { readonly folder: string };

async function verifyWith(values: VerifyValues, { tool }: Context): Promise<Result> {
  const output = resolve(values.output);
  const folder = await releaseNamed(values.release, output);
  const temporary = join(values.folder, ".verify");
  const { manifest, files, bytes, faults } = await verify(folder, { ...limitsOf(values), temporary });
  const release = { folder, manifest };
  const differences =
    values.rebuild === undefined ? [] : await differencesFrom(values.rebuild, { release, values, tool });
  assertIntact(release, [...faults, ...differences]);
  const { id, version, datasets, pull } = release.manifest;
  const text =
    `Release ${id}, version ${version}, is intact: ${counted(files, "file")}, ${bytesText(bytes)}; ` +
    `columns, rows and keys of ${counted(datasets.length, "dataset")} match the manifest\n`;
  const rebuilt = values.rebuild === undefined ? "" : `Pull ${pull.id} gives the same bytes\n`;
  const json = { release: id, version, files, bytes, datasets: datasets.length, rebuilt: rebuilt !== "" };
  return { text: text + rebuilt, json };
}

/** The first difference, the names of the other files, and the revisions of the code if they differ. */
async function differencesFrom(
  pull: string,
  { release, values, tool }: { release: KnownRelease; values: VerifyValues; tool: Tool },
): Promise<readonly string[]> {
  const { first, files } = await rebuild(release, { pull, values });
  if (first === undefined) return [];
  const { revision } = release.manifest.tool;
  return [
    first,
    ...(files.length === 1 ? [] : [`${files.length - 1} more files differ: ${files.slice(1).join(", ")}`]),
    ...(revision === tool.revision
      ? []
      : [`the release was made by revision ${revision}, the rebuild by ${tool.revision}`]),
  ];
}

function assertIntact({ folder }: KnownRelease, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new ReleaseError(
    `Cannot verify release ${folder}:\n${faults.map((fault) => `  ${fault}`).join("\n")}\nLoad its pull again, or copy the release again`,
    { facts: { folder, faults: faults.length } },
  );
}

/** Builds the release again from its pull, in a temporary folder, and compares. Throws a ReleaseError for another pull. */
async function rebuild(
  { folder, manifest }: KnownRelease,
  { pull: name, values }: { readonly pull: string; readonly values: VerifyValues },
): Promise<Differences> {
  const pull = await pullNamed(resolve(values.output), name);
  if (pull.id !== manifest.pull.id) {
    throw new ReleaseError(
      `Cannot rebuild ${manifest.id} from pull ${pull.id}, because it was made from pull ${manifest.pull.id}`,
      { facts: { release: manifest.id, pull: pull.id, expected: manifest.pull.id } },
    );
  }
  const output = join(values.folder, ".rebuild");
  await rm(output, { recursive: true, force: true });
  try {
    await buildAgain(output, pull, { manifest, values });
    return await differences({ folder, rebuilt: join(output, "releases", manifest.id) }, manifest);
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}

async function pullNamed(output: string, name: string): Promise<PullFolder> {
  const isPath = !existsSync(join(output, "raw", name)) && existsSync(resolve(name));
  return isPath ? await openPullAt(resolve(name)) : await openPull(output, name);
}

/** Takes the id, version and tool from the manifest, so that only the data can differ. */
async function buildAgain(
  output: string,
  pull: PullFolder,
  { manifest, values }: { readonly manifest: Manifest; readonly values: Values<typeof shape> },
): Promise<void> {
  const silent = () => undefined;
  await transform({ ...settingsOf(pull, values), output, tolerance: 0, report: silent });
  const { id, version, previous, changes, tool } = manifest;
  await load({
    output,
    datasets: registry.datasets,
    tool,
    id,
    succession: { version, previous, ...(changes === undefined ? {} : { changes }) },
    ...limitsOf(values),
    csv: csvChoiceOf(manifest),
    describe: await describeWith(values),
    report: silent,
  });
}

/** The CSV options, inferred from the files: compressed are those larger than the largest plain one. */
function csvChoiceOf({ datasets }: Manifest): CsvChoice {
  const files = datasets.flatMap((dataset) => dataset.files).filter(({ format }) => format === "csv");
  const canonical = files.filter(({ variant }) => variant === undefined);
  const plain = canonical.filter(({ compression }) => compression === undefined).map(({ bytes }) => bytes);
  return {
    ...(canonical.length === 0 ? { formats: "parquet" } : {}),
    ...(files.some(({ variant }) => variant === "excel") ? { variant: "excel" } : {}),
    ...(plain.length === canonical.length ? {} : { gzipOver: Math.max(0, ...plain) }),
  };
}
