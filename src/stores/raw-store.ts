// The raw store: the pulls of an output folder, how far each of them is, and the rows of their answers as JSON.
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { createInterface } from "node:readline/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { parse } from "csv-parse";
import { breaksContract, driftOf } from "../domain/drift.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import { ReleaseError } from "../domain/errors.ts";
import { jsonText } from "../domain/json.ts";
import { isPullOf, type Pull } from "../domain/pull.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { PlannedRequest } from "../domain/request.ts";
import { isFileThere, writeWhole } from "../platform/files.ts";
import { PullFolder } from "./pull-folder.ts";
import { pullShape, readShape } from "./stored-shapes.ts";

/** Starts a pull in `<output>/raw/<id>`. */
export async function startPull(output: string, pull: Pull): Promise<PullFolder> {
  const folder = join(output, "raw", pull.id);
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, "pull.json"), jsonText(pull));
  return new PullFolder(folder, pull);
}

/** The pull with this id. Throws a ReleaseError if there is none. */
export async function openPull(output: string, id: string): Promise<PullFolder> {
  return await openPullAt(join(output, "raw", id));
}

/** The pull in this folder. Throws a ReleaseError if there is none. */
export async function openPullAt(folder: string): Promise<PullFolder> {
  const pull = await openPullFolder(folder);
  if (pull !== undefined) return pull;
  const file = join(folder, "pull.json");
  throw new ReleaseError(
    `Cannot open pull ${basename(folder)}: there is no ${file}. See the pulls with helserefusjon status`,
    {
      facts: { pull: basename(folder), file },
    },
  );
}

/** The pull in this folder; undefined if there is none. */
export async function openPullFolder(folder: string): Promise<PullFolder | undefined> {
  const pull = await readShape(join(folder, "pull.json"), pullShape);
  return pull === undefined ? undefined : new PullFolder(folder, pull);
}

/** The pulls of an output folder, newest first: all, or those from this origin with exactly this scope. */
export async function allPulls(
  output: string,
  sought?: Pick<Pull, "origin" | "scope">,
): Promise<readonly PullFolder[]> {
  const raw = join(output, "raw");
  if (!existsSync(raw)) return [];
  const ids = (await readdir(raw)).filter((id) => existsSync(join(raw, id, "pull.json")));
  const newestFirst = ids.sort().reverse();
  const pulls = await Promise.all(newestFirst.map((id) => openPull(output, id)));
  return sought === undefined ? pulls : pulls.filter(({ pull }) => isPullOf(pull, sought));
}

/** How far a pull is, from its files alone. A split request counts as its parts. */
export interface PullProgress {
  readonly pull: Pull;
  /** True once every request is answered and the summary is written. */
  readonly complete: boolean;
  /** The number of requests that are known to be needed by now. */
  readonly planned: number;
  readonly answered: number;
  /** How many answers were taken from an earlier pull. */
  readonly reused: number;
  /** Requests that failed in the last run, or whose answer differs from the registry, as `endpoint/key`. The next run sends them again. */
  readonly failed: readonly string[];
  /** Requests that were not sent yet, as `endpoint/key`. */
  readonly open: readonly string[];
  readonly rows: number;
  /** Bytes of all bodies, as decoded from their transfer. */
  readonly bytes: number;
}

export async function pullProgress(pull: PullFolder, endpoints: readonly Endpoint[]): Promise<PullProgress> {
  const planned = (await pull.plan()) ?? [];
  const requests = (await Promise.all(planned.map((one) => partsOf(pull, one)))).flat();
  const receipts = await Promise.all(requests.map((one) => pull.receipt(one)));
  const answered = receipts.filter((receipt) => receipt !== undefined);
  const lacking = requests.filter((_, index) => receipts[index] === undefined).map(plannedName);
  const tried = new Set((await pull.failed()).map(plannedName));
  const broken = answered.filter((receipt) => isBroken(receipt, endpoints)).map(plannedName);
  return {
    pull: pull.pull,
    complete: (await pull.summary()) !== undefined,
    planned: requests.length,
    answered: answered.length,
    reused: answered.filter((receipt) => receipt.reused_from !== undefined).length,
    failed: [...broken, ...lacking.filter((name) => tried.has(name))],
    open: lacking.filter((name) => !tried.has(name)),
    rows: answered.reduce((total, { rows }) => total + rows, 0),
    bytes: answered.reduce((total, { body }) => total + body.bytes, 0),
  };
}

async function partsOf(pull: PullFolder, request: PlannedRequest): Promise<readonly PlannedRequest[]> {
  const split = await pull.split(request);
  if (split === undefined) return [request];
  return (await Promise.all(split.parts.map((part) => partsOf(pull, part)))).flat();
}

function isBroken(receipt: Receipt, endpoints: readonly Endpoint[]): boolean {
  const endpoint = endpoints.find(({ name }) => name === receipt.endpoint);
  return endpoint !== undefined && driftOf(endpoint, [receipt]).some(breaksContract);
}

/** The name of a planned request, which its receipt has too. */
export function plannedName({ endpoint, key }: Pick<PlannedRequest, "endpoint" | "key">): string {
  return `${endpoint}/${key}`;
}

type Kept = Pick<Receipt, "file" | "fields">;

/**
 * Every row of an answer as JSON, with the values as the API wrote them and the fields in the order of the answer's first row.
 * A nested value in a field that the registry declares a text becomes that text.
 */
export function storedJsonLines(path: string, receipt: Kept): AsyncIterable<string> {
  isFileThere(path);
  if (receipt.file.columns !== undefined) return rowsOfValues(path, receipt);
  return createInterface({ input: pipeline(createReadStream(path), createGunzip(), atTheReader) });
}

async function* rowsOfValues(path: string, { fields, file: { columns = [] } }: Kept): AsyncGenerator<string> {
  const cast = (text: string, { quoting }: { readonly quoting: boolean }) =>
    quoting ? JSON.stringify(text) : text;
  const values = pipeline(createReadStream(path), parse({ from: 2, cast }), atTheReader);
  for await (const row of values) yield jsonRow(row, { columns, fields: Object.keys(fields) });
}

function jsonRow(
  row: readonly string[],
  { columns, fields }: { readonly columns: readonly string[]; readonly fields: readonly string[] },
): string {
  const declared = columns.slice(0, -1);
  const others = row[declared.length] ?? "";
  const members = fields.flatMap((field) => {
    const value = row[declared.indexOf(field)] ?? "";
    return value === "" ? [] : [`${JSON.stringify(field)}:${value}`];
  });
  const more = others === "" ? [] : [String(JSON.parse(others)).slice(1, -1)];
  return `{${[...members, ...more].join(",")}}`;
}

/** A pipeline needs a callback for failures, which reach the reader of its last stream as well. */
function atTheReader(): void {}
