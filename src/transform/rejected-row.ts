// Finds the first row that a staging model cannot read, so that the error names the request, the row and the field.
import type { Endpoint } from "../domain/endpoint.ts";
import { ContractError, HelserefusjonError } from "../domain/errors.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { RejectedValue } from "../stores/query-error.ts";
import { identifier, openWarehouse, type Warehouse } from "../stores/warehouse.ts";
import { type Model, withoutEnd } from "./models.ts";
import { createRawView, prepare, storedRows } from "./raw-tables.ts";

interface Search {
  readonly warehouse: Warehouse;
  readonly endpoint: Endpoint;
  readonly model: Model;
}

/**
 * The error for a staging model that failed at a value of the API. It is undefined if the model reads no answers, or also fails
 * without rows, because then the SQL is wrong. Runs the model on fewer and fewer rows in another database.
 */
export async function rejectedRow(
  model: Model,
  options: {
    readonly sql: string;
    readonly pull: PullFolder;
    readonly endpoints: readonly Endpoint[];
    readonly receipts: readonly Receipt[];
  },
): Promise<ContractError | undefined> {
  const endpoint = options.endpoints.find(({ name }) => model.reads.includes(`raw.${name}`));
  if (model.layer !== "staging" || endpoint === undefined) return undefined;
  const receipts = options.receipts.filter(({ endpoint: name, rows }) => name === endpoint.name && rows > 0);
  const inOrder = receipts.sort((a, b) => (a.key < b.key ? -1 : 1));
  const warehouse = await openWarehouse({ file: ":memory:", threads: 1 });
  try {
    await prepare(warehouse, options.sql);
    return await search({ warehouse, endpoint, model }, { pull: options.pull, receipts: inOrder });
  } finally {
    warehouse.close();
  }
}

async function search(
  context: Search,
  { pull, receipts }: { readonly pull: PullFolder; readonly receipts: readonly Receipt[] },
): Promise<ContractError | undefined> {
  const { warehouse, endpoint } = context;
  const failsAt = async (first: number) => {
    const kept = receipts.slice(0, first).map((receipt) => storedRows(pull, receipt));
    await createRawView(warehouse, endpoint, kept);
    return await failureOf(context);
  };
  if ((await failsAt(0)) !== undefined) return undefined;
  const receipt = receipts[(await firstFailing(receipts.length, failsAt)) - 1];
  if (receipt === undefined) return undefined;
  await createRawView(warehouse, endpoint, [storedRows(pull, receipt)]);
  return await searchAnswer(context, { name: `${endpoint.name}/${receipt.key}`, rows: receipt.rows });
}

/** Searches the only answer in raw.<endpoint>. */
async function searchAnswer(
  context: Search,
  { name, rows }: { readonly name: string; readonly rows: number },
): Promise<ContractError | undefined> {
  const view = `raw.${identifier(context.endpoint.name)}`;
  try {
    await context.warehouse.run(
      `create table rows as select row_number() over () as _row_number, * from ${view}`,
    );
  } catch (cause) {
    return rejection({ request: name }, cause);
  }
  const column = await failingColumn(context);
  const failsAt = async (where: string, without = "") => {
    const nothing = without === "" ? "" : `replace (null::varchar as ${without})`;
    const select = `select * exclude (_row_number) ${nothing} from rows where ${where}`;
    await context.warehouse.run(`create or replace view ${view} as ${select}`);
    return await failureOf(context, column);
  };
  const row = await firstFailing(rows, (first) => failsAt(`_row_number <= ${first}`));
  const failure = await failsAt(`_row_number = ${row}`);
  if (failure === undefined) return undefined;
  const fields: string[] = [];
  for (const field of Object.keys(context.endpoint.fields)) {
    const without = await failsAt(`_row_number = ${row}`, identifier(field));
    if (without?.message !== failure.message) fields.push(field);
  }
  return rejection({ request: name, row, field: fields.join(" and ") }, failure);
}

/** The smallest number from 1 to `most` at which the model fails; `most` if there is none. */
async function firstFailing(
  most: number,
  failsAt: (first: number) => Promise<Error | undefined>,
): Promise<number> {
  let low = 1;
  let high = most;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((await failsAt(middle)) === undefined) low = middle + 1;
    else high = middle;
  }
  return high;
}

/** The first column of the model that fails alone, because one column is much cheaper to compute than all. */
async function failingColumn(context: Search): Promise<string | undefined> {
  const described = await context.warehouse.rows(`describe ${withoutEnd(context.model.sql)}`);
  for (const { column_name } of described) {
    const column = identifier(column_name ?? "");
    if ((await failureOf(context, column)) !== undefined) return column;
  }
  return undefined;
}

/** Computes a column of the model, or all columns, for every row of raw.<endpoint>. */
async function failureOf(
  { warehouse, model }: Search,
  column: string = "staged",
): Promise<Error | undefined> {
  try {
    await warehouse.run(`select bit_xor(hash(${column})) from (${withoutEnd(model.sql)}) as staged`);
    return undefined;
  } catch (error) {
    if (error instanceof HelserefusjonError) throw error;
    return error instanceof Error ? error : new Error(String(error));
  }
}

interface Place {
  readonly request: string;
  readonly row?: number;
  readonly field?: string;
}

function rejection({ request, row, field = "" }: Place, cause: unknown): ContractError {
  const found = cause instanceof Error ? cause.message : String(cause);
  const place = row === undefined ? request : `${field === "" ? "" : `${field} in `}row ${row} of ${request}`;
  const next =
    cause instanceof RejectedValue
      ? "docs/values.md lists the accepted forms. Report the value to the API's owner, or let the macro accept its form"
      : "Run extract for a new pull, and report the answer to the API's owner if it stays so";
  return new ContractError(`Cannot read ${place}: ${found}. ${next}`, {
    cause,
    facts: {
      request,
      ...(row === undefined ? {} : { row }),
      ...(field === "" ? {} : { field }),
      ...(cause instanceof RejectedValue ? cause.facts : { found }),
    },
  });
}
