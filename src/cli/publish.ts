// helserefusjon publish: from a release's folder to where readers fetch it.
import { resolve, sep } from "node:path";
import { UsageError } from "../domain/errors.ts";
import { onInterrupt } from "../platform/interrupt.ts";
import { prune } from "../release/prune.ts";
import { type Published, publish } from "../release/publish.ts";
import { folderTarget, type Target } from "../release/target.ts";
import { type Values, validated } from "./arguments.ts";
import type { Command, Context } from "./command.ts";
import { bytesText } from "./numbers.ts";
import { openDisplay } from "./open-display.ts";
import { options } from "./options.ts";
import { placeOf, publishOptions } from "./publish-options.ts";
import { releaseNamed } from "./release-named.ts";

const shape = { ...publishOptions, output: options.output };

export const publishCommand: Command = {
  name: "publish",
  summary: "store a release in a folder or bucket, and point latest.json there at it once all of it is there",
  examples: [
    ["helserefusjon publish latest --to /srv/www/helserefusjon", "into a folder a web server serves"],
    [
      "helserefusjon publish latest --to s3://bucket/helserefusjon --dry-run",
      "what would be stored in a bucket",
    ],
    [
      "helserefusjon publish latest --to s3://bucket/helserefusjon --prune --keep 12",
      "and keep a year of months",
    ],
  ],
  shape,
  positionals: ["release"],
  async run(argv, context) {
    const values = validated(argv, shape);
    refuseHalfAPrune(values);
    const finished = onInterrupt(() => context.terminal.err(interrupted));
    try {
      const folder = await releaseNamed(values.release, resolve(values.output));
      const target = await targetOf(values, { context, folder });
      const published = await publishTo(target, folder, { values, context });
      context.terminal.out(publishedText(published, { target, dryRun: values["dry-run"] }));
      await pruneIfAsked(target, { values, context, publishing: published.id });
    } finally {
      finished();
    }
  },
};

const interrupted =
  "Interrupted. Readers see the release they saw before, or all of this one. Run the same command again to go on.\n";

type PublishValues = Values<typeof shape>;

function refuseHalfAPrune({ prune: asked, keep }: PublishValues): void {
  if (asked === (keep !== undefined)) return;
  throw new UsageError(
    "Cannot use --prune without --keep, nor --keep without --prune: expected both or neither",
  );
}

async function targetOf(
  values: PublishValues,
  { context: { effects }, folder }: { readonly context: Context; readonly folder: string },
): Promise<Target> {
  const place = placeOf(values.to);
  if (place === undefined) throw new UsageError(`Cannot use --to ${values.to}`);
  if ("folder" in place) return folderTarget(outsideOf(folder, resolve(place.folder)));
  // Loaded only here: the SDK takes a third of a second, and no other command needs it.
  const { s3Target } = await import("../release/s3-target.ts");
  const { "s3-endpoint": endpoint, "s3-region": region, "s3-path-style": pathStyle } = values;
  return await s3Target({ ...place, endpoint, region, pathStyle, ...effects });
}

/** A release never changes, so nothing is stored in its own folder. */
function outsideOf(release: string, place: string): string {
  if (place !== release && !place.startsWith(release + sep)) return place;
  throw new UsageError(
    `Cannot use --to ${place}: expected a folder outside the release, which is ${release}`,
  );
}

async function publishTo(
  target: Target,
  folder: string,
  { values, context }: { readonly values: PublishValues; readonly context: Context },
): Promise<Published> {
  return await publish({
    folder,
    target,
    allowSynthetic: values["allow-synthetic"],
    dryRun: values["dry-run"],
    force: values.force,
    report: openDisplay(context).report,
  });
}

function publishedText(
  published: Published,
  { target, dryRun }: { target: Target; dryRun: boolean },
): string {
  const { id, version, stored, there, before, moved } = published;
  const bytes = bytesText(stored.reduce((sum, file) => sum + file.bytes, 0));
  const would = dryRun ? "would be " : "";
  const list = stored.map(
    (file) => `  would store ${id}/${file.path}, ${bytesText(file.bytes)}, ${file.contentType}`,
  );
  const from = before === undefined ? "" : ` (before: ${before})`;
  return [
    ...(dryRun ? list : []),
    `Release ${id}, version ${version}, at ${target.name}:`,
    `  ${stored.length} files ${would}stored, ${bytes}; ${there} were there already`,
    moved ? `  latest.json ${would}pointed at it${from}` : "  latest.json pointed at it already",
    "",
  ].join("\n");
}

interface Pruning {
  readonly values: PublishValues;
  readonly context: Context;
  readonly publishing: string;
}

async function pruneIfAsked(target: Target, { values, context, publishing }: Pruning): Promise<void> {
  const { keep, "dry-run": dryRun } = values;
  if (keep === undefined) return;
  const ids = await prune({ target, keep, dryRun, publishing });
  const removed = ids.length === 0 ? "nothing" : ids.join(", ");
  context.terminal.out(`  ${dryRun ? "would be removed" : "removed"}: ${removed}\n`);
}
