// helserefusjon status and prune: show the pulls, the releases and the next command, and remove old ones.
import { resolve } from "node:path";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { counted, countText } from "../domain/markdown.ts";
import { pruneOutput, type Removed } from "../release/prune.ts";
import { rejectedPull } from "../stores/build-store.ts";
import { allPulls, type PullProgress, pullProgress } from "../stores/raw-store.ts";
import { latestRelease, readManifest, releaseFolder, releaseIds } from "../stores/release-reader.ts";
import { defineCommand, flagOption, options, optionTexts } from "./command.ts";
import { bytesText, numberColumns, tableText } from "./display.ts";
import { scopeArguments } from "./origin.ts";
import { inFilledOutput, unreleasedPull } from "./output-folder.ts";

const statusShape = { output: options.output, json: options.json };

/** The number of pulls to show. */
const mostPulls = 5;

export const statusCommand = defineCommand({
  name: "status",
  summary: "show the state of the newest pulls, the releases, and the command to run next",
  examples: [
    ["helserefusjon status", "the state of the folder output"],
    ["helserefusjon status --json", "the same as JSON"],
  ],
  shape: statusShape,
  async run({ output }) {
    const status = await statusOf(resolve(output), output);
    return { text: statusText(status), json: status };
  },
});

interface Status {
  /** The newest first. */
  readonly pulls: readonly PullProgress[];
  readonly releases: readonly {
    readonly id: string;
    readonly version: string;
    readonly rows: number;
    readonly latest: boolean;
  }[];
  /** A command line, and its effect. */
  readonly next: { readonly run: string; readonly why: string };
}

async function statusOf(output: string, named: string): Promise<Status> {
  const folders = (await allPulls(output)).slice(0, mostPulls);
  const pulls = await Promise.all(folders.map((folder) => pullProgress(folder, registry.endpoints)));
  const latest = await latestRelease(output);
  const reading = (await releaseIds(output)).map(async (id) => {
    const { version, datasets } = await readManifest(releaseFolder(output, id));
    const rows = datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
    return { id, version, rows, latest: id === latest };
  });
  // First of all, because a failure would be unhandled during another wait.
  const releases = await Promise.all(reading);
  const next = await nextOf(pulls[0], output);
  const where = named === "output" ? "" : ` --output ${named}`;
  return { pulls, releases, next: { ...next, run: `${next.run}${where}` } };
}

async function nextOf(newest: PullProgress | undefined, output: string): Promise<Status["next"]> {
  if (newest === undefined)
    return { run: "helserefusjon run", why: "fetches all data, because there is no pull yet" };
  const again = ["helserefusjon", "run", ...scopeArguments(newest.pull)].join(" ");
  const { id } = newest.pull;
  if (!newest.complete) {
    const open = newest.open.length + newest.failed.length;
    const left = open === 0 ? "its summary" : `${counted(open, "request")} or more`;
    return { run: again, why: `continues pull ${id}, which lacks ${left}` };
  }
  if ((await rejectedPull(output)) === id) {
    const why = `shows the checks that pull ${id} failed; afterwards transform and load again`;
    return { run: `helserefusjon transform --pull ${id}`, why };
  }
  const ready = await unreleasedPull(output, newest.pull);
  const failure = await ready?.failure();
  if (failure !== undefined) {
    const [first = ""] = failure.message.split("\n");
    const why = `fetches a new pull, because ${failure.stage} failed on pull ${id}, which is complete: ${first}`;
    return { run: again.replace("run", "extract"), why };
  }
  if (ready !== undefined)
    return { run: again, why: `makes a release of pull ${id}, which is complete, without a request` };
  return {
    run: again.replace(/ --until \S+/, ""),
    why: `fetches a new pull, because pull ${id} has its release`,
  };
}

function statusText({ pulls, releases, next }: Status): string {
  const lines = [
    ...(pulls.length === 0
      ? ["No pulls yet"]
      : [pullTable(pulls), ...pulls.slice(0, 1).flatMap(lackingLines)]),
    ...(releases.length === 0 ? ["No releases yet"] : ["Releases:"]),
    ...releases.map(({ id, version, rows, latest }) => {
      return `  ${id}, version ${version}, ${counted(rows, "row")}${latest ? " (latest)" : ""}`;
    }),
    `Next: ${next.run}`,
    `  ${next.why}`,
  ];
  return `${lines.join("\n")}\n`;
}

function pullTable(pulls: readonly PullProgress[]): string {
  const lines = pulls.map(({ pull, complete, planned, answered, reused, failed, open, rows, bytes }) => {
    const counts = [planned, answered, reused, failed.length, open.length, rows].map(countText);
    return [`${pull.id}${complete ? "" : " …"}`, ...counts, bytesText(bytes)];
  });
  const columns = numberColumns("planned", "answered", "reused", "failed", "open", "rows", "size");
  return tableText(["pull", ...columns], lines);
}

/** The most requests to name. */
const mostNamed = 3;

function lackingLines({ complete, open, failed, pull }: PullProgress): readonly string[] {
  if (complete) return [];
  const named = [...failed.map((name) => `  failed: ${name}`), ...open.map((name) => `  open: ${name}`)];
  const more = named.length > mostNamed ? [`  and ${named.length - mostNamed} more`] : [];
  return [`Pull ${pull.id} of ${pull.origin} is incomplete:`, ...named.slice(0, mostNamed), ...more];
}

const pruneShape = {
  keep: z.coerce.number().int().min(1).max(9999).register(optionTexts, {
    help: "number of newest releases and newest complete pulls to keep, of each origin",
    expected: "a whole number from 1 to 9999",
    example: "3",
    missing: "Say how many to keep: `helserefusjon prune --keep 3`",
  }),
  "dry-run": flagOption("print what would be removed, and remove nothing"),
  output: options.output,
  json: options.json,
};

export const pruneCommand = defineCommand({
  name: "prune",
  summary: "remove old pulls and releases from the output folder, but nothing that the newest ones need",
  examples: [
    ["helserefusjon prune --keep 3", "keep three releases and three pulls, besides those they need"],
    ["helserefusjon prune --keep 1 --dry-run", "print what would be removed"],
  ],
  shape: pruneShape,
  async run({ output, keep, "dry-run": dryRun }, context) {
    const removed = await inFilledOutput(output, context, () =>
      pruneOutput(resolve(output), { keep, dryRun }),
    );
    return { text: removedText(removed, dryRun), json: removed };
  },
});

function removedText({ releases, pulls }: Removed, dryRun: boolean): string {
  const did = dryRun ? "would be removed" : "removed";
  const list = (what: string, ids: readonly string[]) =>
    `${what} ${did}: ${ids.length === 0 ? "none" : ids.join(", ")}\n`;
  return list("releases", releases) + list("pulls", pulls);
}
