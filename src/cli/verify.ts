// helserefusjon verify: whether a release is what it says, and with its pull, whether it comes out the same.
import { join, resolve } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import type { Tool } from "../platform/tool.ts";
import { verify } from "../release/verify.ts";
import type { KnownRelease } from "../release/version-series.ts";
import { type Values, validated } from "./arguments.ts";
import type { Command, Context } from "./command.ts";
import { comparingOptions } from "./comparing-options.ts";
import { inOutput } from "./in-output.ts";
import { describingShape } from "./next-release.ts";
import { bytesText } from "./numbers.ts";
import { limitsOf, options } from "./options.ts";
import { rebuild } from "./rebuild.ts";
import { releaseNamed } from "./release-named.ts";

const shape = {
  release: comparingOptions.release,
  rebuild: comparingOptions.rebuild,
  output: options.output,
  "memory-limit": options["memory-limit"],
  threads: options.threads,
  ...describingShape,
};

export const verifyCommand: Command = {
  name: "verify",
  summary: "check that a release is what it says; with --rebuild, that its pull gives the same bytes",
  examples: [
    ["helserefusjon verify", "the latest release: files, hashes, schema, rows, keys, manifest"],
    [
      "helserefusjon verify 20261101T040000Z --rebuild 20261101T040000Z",
      "and build it again from that pull, byte for byte",
    ],
  ],
  shape,
  positionals: ["release"],
  async run(argv, context) {
    const values = validated(argv, shape);
    await inOutput(values.output, context, () => verifyWith(values, context));
  },
};

async function verifyWith(values: Values<typeof shape>, { terminal, tool }: Context): Promise<void> {
  const output = resolve(values.output);
  const folder = await releaseNamed(values.release, output);
  const temporary = join(output, ".verify");
  const { manifest, files, bytes, faults } = await verify(folder, { ...limitsOf(values), temporary });
  const release = { folder, manifest };
  const differences =
    values.rebuild === undefined ? [] : await differencesFrom(values.rebuild, { release, values, tool });
  refuse(release, [...faults, ...differences]);
  const { id, version, datasets, pull } = release.manifest;
  terminal.out(
    `Release ${id}, version ${version}, is what it says: ${files} files, ${bytesText(bytes)}; ` +
      `columns, rows and keys of ${datasets.length} datasets\n`,
  );
  if (values.rebuild !== undefined) terminal.out(`Built again from pull ${pull.id} it has the same bytes\n`);
}

/** The first difference and the names of the other files, and whether it may come from another revision of the code. */
async function differencesFrom(
  pull: string,
  { release, values, tool }: { release: KnownRelease; values: Values<typeof shape>; tool: Tool },
): Promise<readonly string[]> {
  const { first, files } = await rebuild(release, { pull, values });
  if (first === undefined) return [];
  const { revision } = release.manifest.tool;
  return [
    first,
    ...(files.length === 1 ? [] : [`and ${files.length - 1} more differ: ${files.slice(1).join(", ")}`]),
    ...(revision === tool.revision ? [] : [`made by revision ${revision}, built again by ${tool.revision}`]),
  ];
}

function refuse({ folder }: KnownRelease, faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new ReleaseError(
    `Cannot trust release ${folder}:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
  );
}
