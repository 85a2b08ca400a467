// Rejects options with codes that do not exist, because a mistyped code would give an empty release that looks right.
import type { Endpoint, Filter, Scope } from "../domain/endpoint.ts";
import { UsageError } from "../domain/errors.ts";
import { unknownText } from "../domain/near-codes.ts";
import type { Warehouse } from "../stores/warehouse.ts";

/** A relation with codes, and the condition for the rows that have them. */
interface CodeList {
  readonly relation: string;
  readonly column: string;
  readonly where?: string;
}

/** For each option: the field of takstbruk with its codes, and the lists and tables with all of them. */
const sources: Readonly<Record<Filter, { readonly field: string; readonly lists: readonly CodeList[] }>> = {
  takstkoder: { field: "takstkode", lists: [{ relation: "staging.takstkoder", column: "takstkode" }] },
  praksistyper: {
    field: "praksis_type_kode",
    lists: [{ relation: "staging.praksistyper", column: "praksis_type_kode" }],
  },
  kommuner: {
    field: "behandler_kommunenr",
    lists: [
      { relation: "staging.kommuner", column: "kommunenr" },
      { relation: "staging.pseudosteder", column: "nr", where: "nivaa = 'kommune'" },
    ],
  },
  fylker: {
    field: "behandler_fylke",
    lists: [
      { relation: "staging.fylker", column: "fylkesnr" },
      { relation: "staging.pseudosteder", column: "nr", where: "nivaa = 'fylke'" },
    ],
  },
};

/** The relations that `assertCodesKnown` reads. */
export function relationsWithCodes({ scope, endpoints }: Requested): readonly string[] {
  return filters
    .filter((filter) => (scope[filter] ?? []).length > 0)
    .flatMap((filter) => listsOf(filter, endpoints).map(({ relation }) => relation));
}

const filters: readonly Filter[] = ["takstkoder", "kommuner", "fylker", "praksistyper"];

interface Requested {
  readonly scope: Scope;
  /** Every endpoint of the registry. */
  readonly endpoints: readonly Endpoint[];
}

/** Throws a UsageError for codes that are in no answer and no list. It names similar codes. */
export async function assertCodesKnown(warehouse: Warehouse, { scope, endpoints }: Requested): Promise<void> {
  const unknown: string[] = [];
  const codes: string[] = [];
  for (const filter of filters) {
    const codesOfOption = scope[filter] ?? [];
    if (codesOfOption.length === 0) continue;
    const known = await knownCodes(warehouse, listsOf(filter, endpoints));
    const missing = codesOfOption.filter((code) => !known.includes(code));
    if (missing.length === 0) continue;
    unknown.push(`--${filter} ${unknownText(missing, known)}`);
    codes.push(...missing);
  }
  if (unknown.length === 0) return;
  throw new UsageError(
    `Cannot use ${unknown.join(" and ")}: no answer of the API has it. Correct the code and run again for a new pull`,
    { facts: { codes: codes.join(",") } },
  );
}

function listsOf(filter: Filter, endpoints: readonly Endpoint[]): readonly CodeList[] {
  const { field, lists } = sources[filter];
  const answered = endpoints
    .filter(({ period, fields }) => period !== undefined && fields[field] !== undefined)
    .map(({ name }) => ({ relation: `staging.${name}`, column: field }));
  return [...answered, ...lists];
}

async function knownCodes(warehouse: Warehouse, lists: readonly CodeList[]): Promise<readonly string[]> {
  const selects = lists.map(
    ({ relation, column, where = "true" }) =>
      `select ${column}::varchar as code from ${relation} where ${where}`,
  );
  const rows = await warehouse.rows(
    `select distinct code from (${selects.join(" union all ")}) where code is not null order by code`,
  );
  return rows.map(({ code }) => code ?? "");
}
