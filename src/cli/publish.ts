// helserefusjon publish and serve: store a release in a folder or bucket for its readers, or serve it on this machine.
import { resolve, sep } from "node:path";
import { z } from "zod";
import { addToTables, pruneTables } from "../delta/tables.ts";
import { UsageError } from "../domain/errors.ts";
import { counted } from "../domain/markdown.ts";
import { onInterrupt, untilInterrupted } from "../platform/process.ts";
import { knownPlaces, limitsByPlace } from "../release/limits.ts";
import { readSigningKey, signKeyVariable } from "../release/minisign.ts";
import { prune } from "../release/prune.ts";
import { type Published, publish, type TableVersion } from "../release/publish.ts";
import { serveRelease } from "../release/serve.ts";
import { folderTarget, type Target } from "../release/target.ts";
import { placeTopFiles, type TopFiles } from "../release/top-files.ts";
import { readManifest } from "../stores/release-reader.ts";
import {
  type Context,
  defineCommand,
  displayShape,
  flagOption,
  options,
  optionTexts,
  portOption,
  releaseOption,
  sizeOption,
  type Values,
  webAddress,
  webAddressText,
} from "./command.ts";
import { bytesText, withDisplay } from "./display.ts";
import { knownRelease, releaseNamed } from "./output-folder.ts";

const missing = (what: string) => `${what}: \`helserefusjon publish <release> --to <place>\``;
const publishShape = {
  release: z
    .string()
    .min(1)
    .register(optionTexts, {
      help: "release to store: its id, latest, or its folder",
      expected: "the name of a release or the path of its folder",
      example: "latest",
      missing: missing("Name the release"),
    }),
  to: z
    .string()
    .transform((text, { addIssue }) => {
      const place = parsePlace(text);
      if (place !== undefined) return place;
      addIssue("not a place");
      return z.NEVER;
    })
    .register(optionTexts, {
      help: "place to store it in: a folder, or s3://bucket/prefix",
      expected:
        "a folder, or s3://bucket/prefix with the name of a bucket in lower case. Write ./ before a folder with a colon in its name",
      example: "s3://bucket/helserefusjon",
      missing: missing("Name the place"),
    }),
  "s3-endpoint": webAddress()
    .optional()
    .register(optionTexts, {
      ...webAddressText,
      expected: `${webAddressText.expected} (give credentials in the environment, as AWS_ACCESS_KEY_ID)`,
      help: "root URL of an S3-compatible store other than AWS, such as R2 or MinIO",
      example: "http://localhost:9000",
      usual: "AWS",
    }),
  "s3-region": z
    .string()
    .regex(/^[\w-]+$/)
    .optional()
    .register(optionTexts, {
      help: "region of the bucket",
      expected: "a region, or auto",
      example: "eu-north-1",
      usual: "AWS_REGION of the environment",
    }),
  "s3-path-style": flagOption(
    "put the bucket's name in the path instead of the host name, which MinIO needs",
  ),
  "allow-synthetic": flagOption("publish synthetic data, if the place holds no real data"),
  force: flagOption("replace a catalogue that has web addresses by one that has none"),
  "dry-run": flagOption("print what would be stored and removed, and change nothing"),
  for: z
    .enum(knownPlaces)
    .optional()
    .register(optionTexts, {
      help: "place whose size limits to keep: github-pages has 100MB for a file and 1GB in all",
      expected: `one of ${knownPlaces.join(", ")}`,
      example: "github-pages",
      usual: "no limits",
    }),
  "limit-file": sizeOption().register(optionTexts, {
    help: "largest size of a file in kB, MB or GB; nothing is stored if one is larger",
    expected: "a size in kB, MB or GB",
    example: "100MB",
    usual: "that of --for, or no limit",
  }),
  "limit-total": sizeOption().register(optionTexts, {
    help: "largest size of the whole place in kB, MB or GB; nothing is stored if it would be larger",
    expected: "a size in kB, MB or GB",
    example: "1GB",
    usual: "that of --for, or no limit",
  }),
  "sign-key": z
    .string()
    .min(1)
    .optional()
    .register(optionTexts, {
      help: "secret key of minisign without a password, to sign SHA256SUMS with",
      expected: "the path of a key that minisign -G -W made",
      example: "minisign.key",
      usual: `${signKeyVariable} of the environment, which holds the key itself, or no signature`,
    }),
  tables: z.enum(["delta"]).optional().register(optionTexts, {
    help: "also make each dataset a Delta table below tables/, with the release as its newest version",
    expected: "delta",
    example: "delta",
    usual: "no tables",
  }),
  prune: flagOption("afterwards remove older releases from the place; needs --keep"),
  keep: z.coerce.number().int().min(1).max(9999).optional().register(optionTexts, {
    help: "number of newest releases that --prune keeps, besides the one in latest.json",
    expected: "a whole number from 1 to 9999",
    example: "12",
    usual: "keep all",
  }),
  output: options.output,
  ...displayShape,
};

export const publishCommand = defineCommand({
  name: "publish",
  summary: "store a release in a folder or bucket, and point its latest.json at it when all files are there",
  examples: [
    ["helserefusjon publish latest --to /srv/www/helserefusjon", "into the folder of a web server"],
    [
      "helserefusjon publish latest --to s3://bucket/helserefusjon --dry-run",
      "print what would be stored in a bucket",
    ],
    [
      "helserefusjon publish latest --to s3://bucket/helserefusjon --prune --keep 12",
      "also remove all but the newest 12 releases",
    ],
    [
      "helserefusjon publish latest --to ../site --for github-pages --sign-key minisign.key",
      "within the limits of GitHub Pages, with a signature",
    ],
    [
      "helserefusjon publish latest --to s3://bucket/helserefusjon --tables delta",
      "also as tables for Spark, Databricks, Fabric and others, with earlier releases as versions",
    ],
  ],
  shape: publishShape,
  positionals: ["release"],
  async run(values, context) {
    assertPruneAndKeep(values);
    const finished = onInterrupt(() => context.terminal.err(interrupted));
    try {
      const folder = await releaseNamed(values.release, resolve(values.output));
      const target = await openTarget(values, { context, folder });
      const published = await publishTo(target, folder, { values, context });
      const { json, quiet, "dry-run": dryRun } = values;
      // Before the place is tidied, because that may fail.
      if (!json && !quiet) context.terminal.out(publishedText(published, { target, dryRun }));
      const after = await tidyPlace(target, { values, publishing: published.id });
      return {
        text: tidiedText(after, { dryRun }),
        json: { ...published, ...after, place: target.name },
      };
    } finally {
      finished();
    }
  },
});

const interrupted =
  "Interrupted. Readers see either the old release or the whole new one. Run the same command again to continue.\n";

type PublishValues = Values<typeof publishShape>;

function assertPruneAndKeep({ prune: isPruning, keep }: PublishValues): void {
  if (isPruning === (keep !== undefined)) return;
  throw new UsageError(
    isPruning
      ? "Cannot use --prune without --keep: say how many releases to keep, such as --keep 12"
      : "Cannot use --keep without --prune: give both or neither",
    { facts: { option: isPruning ? "prune" : "keep" } },
  );
}

async function openTarget(
  values: PublishValues,
  { context: { effects }, folder }: { readonly context: Context; readonly folder: string },
): Promise<Target> {
  const { to: place } = values;
  if ("folder" in place) return folderTarget(outsideOf(folder, resolve(place.folder)));
  // The SDK's version is pinned, so that its advice to upgrade Node is of no use to a publisher.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  // Loaded only here, because the SDK takes a third of a second.
  const { s3Target } = await import("../release/s3-target.ts");
  const { "s3-endpoint": endpoint, "s3-region": region, "s3-path-style": pathStyle } = values;
  return await s3Target({ ...place, endpoint, region, pathStyle, ...effects });
}

/** Throws a UsageError for a place in the folder of the release, because a release never changes. */
function outsideOf(release: string, place: string): string {
  if (place !== release && !place.startsWith(release + sep)) return place;
  throw new UsageError(`Cannot use --to ${place}: expected a folder outside the release ${release}`, {
    facts: { option: "to", value: place },
  });
}

async function publishTo(
  target: Target,
  folder: string,
  { values, context }: { readonly values: PublishValues; readonly context: Context },
): Promise<Published> {
  const { for: place, "limit-file": file, "limit-total": total, "sign-key": key } = values;
  const usual = place === undefined ? {} : limitsByPlace[place];
  const limits = {
    ...usual,
    ...(file === undefined ? {} : { file }),
    ...(total === undefined ? {} : { total }),
  };
  const { id: publishing } = await readManifest(folder);
  const plan = {
    folder,
    target,
    limits,
    without: await pruneIfRequested(target, { values, publishing, dryRun: true }),
    signingKey: await readSigningKey(key, process.env[signKeyVariable]),
    addToTables: values.tables === undefined ? undefined : addToTables,
    allowSynthetic: values["allow-synthetic"],
    dryRun: values["dry-run"],
    force: values.force,
  };
  return await withDisplay(context, values, (report) => publish({ ...plan, report }));
}

function publishedText(
  published: Published,
  { target, dryRun }: { target: Target; dryRun: boolean },
): string {
  const { id, version, stored, there, before, moved, tables } = published;
  const bytes = bytesText(stored.reduce((sum, file) => sum + file.bytes, 0));
  const would = dryRun ? "would be " : "";
  const list = stored.map(
    (file) => `  would store ${id}/${file.path}, ${bytesText(file.bytes)}, ${file.contentType}`,
  );
  const from = before === undefined ? "" : ` (before: ${before})`;
  return [
    ...(dryRun ? list : []),
    `Release ${id}, version ${version}, at ${target.name}:`,
    `  ${counted(stored.length, "file")} ${would}stored, ${bytes}; ${there} were already there`,
    ...(tables === undefined ? [] : tablesText(tables, would)),
    moved ? `  latest.json ${would}pointed at it${from}` : "  latest.json already pointed at it",
    "",
  ].join("\n");
}

function tablesText(tables: readonly TableVersion[], would: string): readonly string[] {
  const broken = tables.filter(({ continues }) => continues !== undefined);
  return [
    `  ${counted(tables.length, "table")} ${would}given a new version`,
    ...broken
      .filter(({ version }) => version === 0)
      .map(
        ({ table, continues }) =>
          `  table ${table} is new: columns of ${continues} are missing or have other types`,
      ),
  ];
}

interface Tidied {
  readonly top: TopFiles;
  /** The ids of the removed releases; undefined without --prune. */
  readonly removed: readonly string[] | undefined;
}

/** Renews the top of the place before anything is removed, so that it never leads to a removed release. */
async function tidyPlace(
  target: Target,
  { values, publishing }: { readonly values: PublishValues; readonly publishing: string },
): Promise<Tidied> {
  const { "dry-run": dryRun } = values;
  const doomed = await pruneIfRequested(target, { values, publishing, dryRun: true });
  const top = await placeTopFiles({ target, dryRun, without: doomed ?? [] });
  if (!dryRun && doomed !== undefined && values.tables !== undefined) {
    await pruneTables({ target, removed: doomed });
  }
  const removed = dryRun ? doomed : await pruneIfRequested(target, { values, publishing, dryRun });
  return { top, removed };
}

function tidiedText({ top, removed }: Tidied, { dryRun }: { readonly dryRun: boolean }): string {
  const would = dryRun ? "would be " : "";
  return [
    ...(top.others.length === 0
      ? []
      : [`  left as they are, because publish did not write them: ${top.others.join(", ")}\n`]),
    ...(removed === undefined ? [] : [`  ${would}removed: ${removed.join(", ") || "nothing"}\n`]),
  ].join("");
}

/** The ids of the removed releases; undefined without --prune. */
async function pruneIfRequested(
  target: Target,
  {
    values: { keep },
    ...pruning
  }: { readonly values: PublishValues; readonly publishing: string; readonly dryRun: boolean },
): Promise<readonly string[] | undefined> {
  return keep === undefined ? undefined : await prune({ target, keep, ...pruning });
}

/** A place to publish to: a bucket with the prefix of its keys, or a folder. */
type Place = { readonly bucket: string; readonly prefix: string } | { readonly folder: string };

const bucketName = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const prefixPart = /^(?!\.{1,2}$)[\w.=-]+$/;

/**
 * The place that --to names; undefined if it names none. A folder has no colon in its first part, so that neither another
 * scheme nor a host of scp becomes a folder.
 */
function parsePlace(place: string): Place | undefined {
  const [, bucket = "", rest = ""] = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(place) ?? [];
  if (bucket !== "") {
    const prefix = rest.replace(/\/$/, "");
    const isKey = prefix === "" ? rest === "" : prefix.split("/").every((part) => prefixPart.test(part));
    return bucketName.test(bucket) && isKey ? { bucket, prefix } : undefined;
  }
  const isFolder = place.trim() !== "" && !place.includes("://") && !/^[^/\\]{2,}?:/.test(place);
  return isFolder ? { folder: place } : undefined;
}

const serveShape = {
  release: releaseOption,
  host: z.string().min(1).default("127.0.0.1").register(optionTexts, {
    help: "address to listen on; only this machine can reach the default",
    expected: "an address of this machine",
    example: "0.0.0.0",
  }),
  port: portOption(4681),
  output: options.output,
};

export const serveCommand = defineCommand({
  name: "serve",
  summary: "serve a release and its catalogue page for a browser, until Ctrl-C",
  examples: [
    ["helserefusjon serve", "the latest release at http://127.0.0.1:4681/"],
    ["helserefusjon serve output/releases/latest --port 0", "a release by its folder, at a free port"],
    ["helserefusjon serve latest --host 0.0.0.0", "also for other machines"],
  ],
  shape: serveShape,
  positionals: ["release"],
  async run(values, { terminal }) {
    const { release, host, port, output } = values;
    const known = await knownRelease(release, resolve(output));
    const stopped = untilInterrupted();
    const served = await serveRelease(known, { host, port });
    terminal.out(`${known.manifest.id} is at ${served.address} until you press Ctrl-C.\n`);
    process.send?.({ address: served.address });
    await stopped;
    await served.close();
    return undefined;
  },
});
