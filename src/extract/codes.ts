// The codes that multiply requests, read from stored answers and never from documentation.
import type { Endpoint, Filter, Scope } from "../domain/endpoint.ts";
import { ContractError, UsageError } from "../domain/errors.ts";
import { unknownText } from "../domain/near-codes.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { Request } from "../domain/request.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { storedJsonLines } from "../stores/raw-store.ts";
import { type CodesOf, listFilters } from "./plan.ts";
import { digitsOf, filteredFields } from "./row-filter.ts";

/** Reads the codes for the code axes of these endpoints. Throws a UsageError if the API does not list a requested fagomraade. */
export async function readCodes(
  pull: PullFolder,
  options: { readonly endpoints: readonly Endpoint[]; readonly scope: Scope },
): Promise<CodesOf> {
  const codes = new Map<string, readonly string[]>();
  await assertTakstkoder(pull, options.scope);
  for (const axis of options.endpoints.flatMap((endpoint) => endpoint.axes)) {
    const name = axis.kind === "codes" ? `${axis.endpoint}.${axis.field}` : "";
    if (axis.kind !== "codes" || codes.has(name)) continue;
    const listed = await codesIn(pull, axis.endpoint, axis.field);
    assertListed(options.scope.fagomraader ?? [], { listed, by: "the API" });
    codes.set(name, listed);
  }
  return (endpoint, field) => {
    const found = codes.get(`${endpoint}.${field}`);
    if (found === undefined) throw new Error(`No codes were read for ${endpoint}.${field}`);
    return found;
  };
}

/** The documented codes for the code axes of these endpoints, for a plan without any answer. */
export function documentedCodes(options: {
  readonly endpoints: readonly Endpoint[];
  readonly scope: Scope;
}): CodesOf {
  const codes = new Map<string, readonly string[]>();
  for (const axis of options.endpoints.flatMap((endpoint) => endpoint.axes)) {
    if (axis.kind !== "codes") continue;
    const { documented = [] } = axis;
    assertListed(options.scope.fagomraader ?? [], { listed: documented, by: "the documentation" });
    codes.set(`${axis.endpoint}.${axis.field}`, documented);
  }
  return (endpoint, field) => codes.get(`${endpoint}.${field}`) ?? [];
}

async function codesIn(pull: PullFolder, endpoint: string, field: string): Promise<readonly string[]> {
  const codes = new Set<string>();
  for (const receipt of await pull.receipts(endpoint)) {
    for await (const row of rowsOfCodes(pull, receipt)) codes.add(String(row[field]));
  }
  if (codes.size === 0)
    throw new ContractError(
      `Cannot plan requests by ${field}: the answer of ${endpoint} has no rows. Run again to request it again`,
      { facts: { endpoint, field } },
    );
  return [...codes].sort();
}

function assertListed(
  requested: readonly string[],
  { listed, by }: { readonly listed: readonly string[]; readonly by: string },
): void {
  const unknown = requested.filter((code) => !listed.includes(code));
  if (unknown.length === 0) return;
  throw new UsageError(
    `Cannot use --fagomraader ${unknownText(unknown, listed)}: ${by} lists ${listed.join(", ")}`,
    { facts: { option: "fagomraader", value: unknown.join(","), expected: listed.join(",") } },
  );
}

/** Rejects a takst that the list has only with other capitals, because hundreds of requests for it would find nothing. */
async function assertTakstkoder(pull: PullFolder, { takstkoder = [] }: Scope): Promise<void> {
  if (takstkoder.length === 0) return;
  const listed = new Set<string>();
  for (const receipt of await pull.receipts("takstkoder"))
    for await (const row of rowsOfCodes(pull, receipt)) listed.add(String(row.takstkode));
  const known = [...listed].sort();
  const capitals = new Set(known.map((code) => code.toLowerCase()));
  const mistyped = takstkoder.filter((code) => !listed.has(code) && capitals.has(code.toLowerCase()));
  if (mistyped.length === 0) return;
  throw new UsageError(
    `Cannot use --takstkoder ${unknownText(mistyped, known)}: the list of takster writes it with other capitals`,
    { facts: { option: "takstkoder", value: mistyped.join(",") } },
  );
}

/** Returns the numbers of kommuner and fylker that answers for these years may have. */
export type PlaceNumbersOf = (years: {
  readonly first: number;
  readonly last: number;
}) => Promise<Readonly<Partial<Record<Filter, readonly string[]>>>>;

interface Splitting {
  readonly endpoint: Endpoint;
  readonly request: Request;
  readonly endpoints: readonly Endpoint[];
  readonly placeNumbers: PlaceNumbersOf;
}

/**
 * The sorted codes of each list by which a request may be split. They are the place numbers of its years, the praksistyper of its
 * fagomraade, and the codes in other answers for it. Windows are split first, because no other code is requested.
 */
export async function codesToSplitBy(
  pull: PullFolder,
  { endpoint, request, endpoints, placeNumbers }: Splitting,
): Promise<ReadonlyMap<Filter, readonly string[]>> {
  const { fagomraade, fommaned, tommaned, fomar = fommaned, tomar = tommaned } = request.parameters;
  const [first = 0, last = first] = [fomar, tomar].map((period) => Number(period?.slice(0, 4)));
  const places = await placeNumbers({ first, last });
  const found = new Map(listFilters(endpoint).map((filter) => [filter, new Set(places[filter])]));
  for await (const code of listedPraksistyper(pull, fagomraade)) found.get("praksistyper")?.add(code);
  for (const { name } of endpoints.filter(({ period }) => period !== undefined)) {
    const receipts = await pull.receipts(name);
    for (const receipt of receipts.filter(({ parameters }) => parameters.fagomraade === fagomraade)) {
      for await (const row of rowsOfCodes(pull, receipt)) {
        for (const [filter, codes] of found) {
          const code = row[filteredFields[filter]];
          if (isCode(code, filter)) codes.add(String(code).padStart(digitsOf[filter] ?? 0, "0"));
        }
      }
    }
  }
  return new Map([...found].map(([filter, codes]) => [filter, [...codes].sort()]));
}

/** A fylke may be a name in the rows, but the parameter takes numbers. */
function isCode(value: unknown, filter: Filter): boolean {
  if (digitsOf[filter] !== undefined) return /^\d+$/.test(String(value));
  return typeof value === "string" && value !== "";
}

/** The codes of the lists inside the row of this fagomraade. The names of their keys are not known, apart from the ending. */
async function* listedPraksistyper(pull: PullFolder, fagomraade: string | undefined): AsyncGenerator<string> {
  for (const receipt of await pull.receipts("fagomraader")) {
    for await (const row of rowsOfCodes(pull, receipt)) {
      if (row.fagomraadekode !== fagomraade) continue;
      for (const item of Object.values(row).filter(Array.isArray).flat()) {
        for (const [key, code] of Object.entries(item)) if (/kode$/.test(key)) yield String(code);
      }
    }
  }
}

export type StoredRow = Readonly<Record<string, unknown>>;

async function* rowsOfCodes(pull: PullFolder, receipt: Receipt): AsyncGenerator<StoredRow> {
  for await (const line of storedJsonLines(pull.answerFile(receipt), receipt)) {
    const row: StoredRow = JSON.parse(line);
    yield row;
  }
}
