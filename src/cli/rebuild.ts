// A release built once more from its pull, in a folder of its own, to be compared with the one there is.
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { ReleaseError } from "../domain/errors.ts";
import type { Manifest } from "../domain/manifest.ts";
import { datasetsOf } from "../domain/registry.ts";
import type { CsvChoice } from "../load/dataset-files.ts";
import { load } from "../load/load.ts";
import { describeInFull } from "../pages/describe-release.ts";
import { projectFolder } from "../platform/tool.ts";
import { type Differences, differences } from "../release/verify-bytes.ts";
import type { KnownRelease } from "../release/version-series.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { openPull, openPullAt } from "../stores/raw-store.ts";
import { transform } from "../transform/transform.ts";
import type { Values } from "./arguments.ts";
import type { describingShape } from "./next-release.ts";
import { limitsOf, type options } from "./options.ts";
import { readPublisher } from "./publisher.ts";

type RebuildValues = Values<
  typeof describingShape & Pick<typeof options, "output" | "memory-limit" | "threads">
>;

/** Builds from the pull what the release must be, and compares. Throws a ReleaseError where it is another pull. */
export async function rebuild(
  { folder, manifest }: KnownRelease,
  { pull: name, values }: { readonly pull: string; readonly values: RebuildValues },
): Promise<Differences> {
  const pull = await pullNamed(resolve(values.output), name);
  if (pull.pull.id !== manifest.pull.id) {
    throw new ReleaseError(
      `Cannot rebuild ${manifest.id} as it was made from pull ${manifest.pull.id}: found pull ${pull.pull.id}`,
    );
  }
  const output = join(resolve(values.output), ".rebuild");
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

/** Everything the release says of its making is given, so that only what follows from the pull can differ. */
async function buildAgain(
  output: string,
  pull: PullFolder,
  { manifest, values }: { readonly manifest: Manifest; readonly values: RebuildValues },
): Promise<void> {
  const silent = () => undefined;
  await transform({
    output,
    pull,
    sql: join(projectFolder, "sql"),
    endpoints: registry.endpoints,
    datasets: datasetsOf(registry, pull.pull.scope),
    ...limitsOf(values),
    tolerance: 0,
    report: silent,
  });
  const { id, version, previous, changes, tool } = manifest;
  await load({
    output,
    datasets: registry.datasets,
    tool,
    id,
    succession: { version, previous, ...(changes === undefined ? {} : { changes }) },
    ...limitsOf(values),
    csv: csvChoiceOf(manifest),
    describe: describeInFull({
      publisher: await readPublisher(values.publisher),
      dcatProfile: values["dcat-profile"],
    }),
    report: silent,
  });
}

/** What was chosen of CSV, seen by the files: packed are those larger than the largest that is not. */
function csvChoiceOf({ datasets }: Manifest): CsvChoice {
  const files = datasets.flatMap((dataset) => dataset.files).filter(({ format }) => format === "csv");
  const canonical = files.filter(({ variant }) => variant === undefined);
  const plain = canonical.filter(({ compression }) => compression === undefined).map(({ bytes }) => bytes);
  return {
    ...(files.some(({ variant }) => variant === "excel") ? { variant: "excel" } : {}),
    ...(plain.length === canonical.length ? {} : { gzipOver: Math.max(0, ...plain) }),
  };
}
