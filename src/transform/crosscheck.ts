// Holds the same requests, answered in several representations, against each other: as typed rows, in SQL.
import type { Compared, Crosscheck, Difference } from "../domain/crosscheck.ts";
import type { Dataset } from "../domain/dataset.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import type { Representation } from "../domain/representation.ts";
import { nameOf, type Request } from "../domain/request.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { identifier, openWarehouse, type Warehouse } from "../stores/warehouse.ts";
import { differencesIn } from "./differences.ts";
import { findModels, type Model, withoutEnd } from "./models.ts";
import { prepare } from "./prepare.ts";
import { createRawView, type KeptRows, keptRows } from "./raw-tables.ts";

/** Requests answered in one representation; the first is what the others are held against. */
export interface Answered {
  readonly representation: Representation;
  readonly pull: PullFolder;
  readonly requests: readonly { readonly endpoint: Endpoint; readonly request: Request }[];
}

export interface CrosscheckOptions {
  /** The folder of the SQL files. */
  readonly sql: string;
  readonly datasets: readonly Dataset[];
  readonly memoryLimit: string;
}

export type Findings = Pick<Crosscheck, "representations" | "differences">;

type AskedOnce = Answered["requests"][number];

const mostDifferences = 100;

/** Compares every request of every representation with the first's answer to it, by the rows staging makes of it. */
export async function crosscheck(
  answered: readonly Answered[],
  options: CrosscheckOptions,
): Promise<Findings> {
  const warehouse = await openWarehouse({ file: ":memory:", memoryLimit: options.memoryLimit });
  try {
    await prepare(warehouse, options.sql);
    await warehouse.run("create schema crosscheck");
    const models = await findModels(warehouse, { folder: options.sql, layers: ["staging"] });
    for (const { name, sql, reads } of models) {
      if (reads.some((read) => read.startsWith("raw."))) continue;
      await warehouse.run(`create view staging.${identifier(name)} as ${withoutEnd(sql)}`);
    }
    const [json, ...others] = answered;
    if (json === undefined) return { representations: [], differences: [] };
    const comparing = { warehouse, models, datasets: options.datasets, json };
    const representations = [await countsOf(json)];
    const differences: Difference[] = [];
    for (const other of others) {
      const found: Difference[] = [];
      for (const one of other.requests) found.push(...(await compare(one, { ...comparing, other })));
      representations.push(tally(await countsOf(other), found));
      differences.push(...found);
    }
    return { representations, differences: differences.slice(0, mostDifferences) };
  } finally {
    warehouse.close();
  }
}

interface Comparing {
  readonly warehouse: Warehouse;
  readonly models: readonly Model[];
  readonly datasets: readonly Dataset[];
  readonly json: Answered;
  readonly other: Answered;
}

async function countsOf({ representation, pull, requests }: Answered): Promise<Compared> {
  const counts = await Promise.all(requests.map(({ request }) => answersOf(pull, request)));
  const whole = counts.filter((files) => files !== undefined);
  return {
    representation,
    requests: requests.length,
    rows: whole.flat().reduce((sum, { rows }) => sum + rows, 0),
    unread: requests.length - whole.length,
    differing_rows: 0,
    differing_sums: 0,
  };
}

function tally(counts: Compared, found: readonly Difference[]): Compared {
  const rows = new Set(
    found.flatMap(({ request, row }) => (row === null ? [] : [JSON.stringify([request, row])])),
  );
  const unread = found.filter(({ kind }) => kind === "answer").length;
  return {
    ...counts,
    unread,
    differing_rows: rows.size,
    differing_sums: found.filter(({ kind }) => kind === "sum").length,
  };
}

/** All differences of one request: none where both were answered with the same rows. */
async function compare(one: AskedOnce, to: Comparing): Promise<readonly Difference[]> {
  const { warehouse, models, json, other } = to;
  const { endpoint, request } = one;
  const about = { representation: other.representation, request: nameOf(request) };
  const [asJson, asOther] = [await answersOf(json.pull, request), await answersOf(other.pull, request)];
  if (asJson === undefined || asOther === undefined) {
    return [{ ...about, kind: "answer", row: null, field: null, json: said(asJson), other: said(asOther) }];
  }
  const files = { json: asJson, other: asOther };
  const found: Difference[] = [];
  try {
    for (const model of models.filter((one) => readsOnly(one, endpoint))) {
      for (const side of ["json", "other"] as const) {
        await createRawView(
          warehouse,
          endpoint,
          files[side].filter(({ rows }) => rows > 0),
        );
        await warehouse.run(`create or replace table crosscheck.${side} as ${withoutEnd(model.sql)}`);
      }
      const key = to.datasets.find(({ name }) => name === model.name)?.key ?? [];
      const rows = await differencesIn(warehouse, key);
      found.push(...rows.map((difference) => ({ ...about, ...difference })));
    }
  } catch (error) {
    // A value that no macro can read: said by DuckDB with the value, and counted as no answer.
    const text = error instanceof Error ? error.message : String(error);
    return [{ ...about, kind: "answer", row: null, field: null, json: null, other: text.slice(0, 300) }];
  }
  return found;
}

/** What is made from several endpoints only sums up rows that are compared anyway, and would count a difference twice. */
function readsOnly({ reads }: Model, { name }: Endpoint): boolean {
  const answers = reads.filter((read) => read.startsWith("raw."));
  return answers.length === 1 && answers[0] === `raw.${name}`;
}

function said(files: readonly unknown[] | undefined): string | null {
  return files === undefined ? null : "answered";
}

/** The files of a request's answer, or of its parts where it was split; undefined where some of it was not answered. */
async function answersOf(
  pull: PullFolder,
  request: Request,
): Promise<readonly (KeptRows & { readonly rows: number })[] | undefined> {
  const split = await pull.split(request);
  if (split !== undefined) {
    const parts = await Promise.all(split.parts.map((part) => answersOf(pull, part)));
    const whole = parts.filter((part) => part !== undefined);
    return whole.length === parts.length ? whole.flat() : undefined;
  }
  const receipt = await pull.receipt(request);
  return receipt === undefined ? undefined : [{ ...keptRows(pull, receipt), rows: receipt.rows }];
}
