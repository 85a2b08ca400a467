// Rejects options with codes that do not exist, because a mistyped code would give an empty release that looks right.
import type { Endpoint, Filter, Scope } from "../domain/endpoint.ts";
import { UsageError } from "../domain/errors.ts";
import { unknownText } from "../domain/near-codes.ts";
import { identifier, type Warehouse } from "../stores/warehouse.ts";

/** For each option: the field of takstbruk with its codes, and the lists and tables with all of them. */
const sources: Readonly<Record<Filter, { readonly field: string; readonly lists: readonly string[] }>> = {
  takstkoder: { field: "takstkode", lists: ["select takstkode as code from staging.takstkoder"] },
  praksistyper: {
    field: "praksis_type_kode",
    lists: ["select praksis_type_kode as code from staging.praksistyper"],
  },
  kommuner: {
    field: "behandler_kommunenr",
    lists: [
      "select kommunenr as code from staging.kommuner",
      "select nr as code from staging.pseudosteder where nivaa = 'kommune'",
    ],
  },
  fylker: {
    field: "behandler_fylke",
    lists: [
      "select fylkesnr as code from staging.fylker",
      "select nr as code from staging.pseudosteder where nivaa = 'fylke'",
    ],
  },
};

/** Throws a UsageError for codes that are in no answer and no list. It names similar codes. */
export async function assertCodesKnown(
  warehouse: Warehouse,
  { scope, endpoints }: { readonly scope: Scope; readonly endpoints: readonly Endpoint[] },
): Promise<void> {
  const unknown: string[] = [];
  const codes: string[] = [];
  for (const filter of ["takstkoder", "kommuner", "fylker", "praksistyper"] as const) {
    const asked = scope[filter] ?? [];
    if (asked.length === 0) continue;
    const known = await knownCodes(warehouse, { filter, endpoints });
    const missing = asked.filter((code) => !known.includes(code));
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

async function knownCodes(
  warehouse: Warehouse,
  { filter, endpoints }: { readonly filter: Filter; readonly endpoints: readonly Endpoint[] },
): Promise<readonly string[]> {
  const { field, lists } = sources[filter];
  const answered = endpoints
    .filter(({ period, fields }) => period !== undefined && fields[field] !== undefined)
    .map(
      ({ name }) => `select distinct ${identifier(field)}::varchar as code from staging.${identifier(name)}`,
    );
  const rows = await warehouse.rows(
    `select distinct code from (${[...answered, ...lists].join(" union all ")}) where code is not null order by code`,
  );
  return rows.map(({ code }) => code ?? "");
}
