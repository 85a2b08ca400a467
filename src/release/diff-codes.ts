// Codes that came or went: the values of a dataset that other datasets refer to.
import { identifier, type Warehouse } from "../stores/warehouse.ts";
import type { CodeChange } from "./diff-changes.ts";
import { type Pair, rowsOf } from "./diff-rows.ts";
import type { Edition, EditionDataset } from "./edition.ts";

/** What changed among the codes of a dataset; none where nobody refers to it, or its columns are not the same. */
export async function codeChanges(
  warehouse: Warehouse,
  { old, now }: Pair,
  edition: Edition,
): Promise<readonly CodeChange[]> {
  const found: CodeChange[] = [];
  for (const columns of referredColumns(edition, now.name)) {
    if (![old, now].every((dataset) => hasAll(dataset, columns))) continue;
    const added = await codesOnlyIn(warehouse, { one: now, other: old, columns });
    const removed = await codesOnlyIn(warehouse, { one: old, other: now, columns });
    if (added.length + removed.length > 0) found.push({ columns, added, removed });
  }
  return found;
}

function referredColumns({ datasets }: Edition, name: string): readonly (readonly string[])[] {
  const lists = datasets.flatMap(({ references }) =>
    references.filter(({ dataset }) => dataset === name).map(({ to }) => to),
  );
  return [...new Map(lists.map((columns) => [columns.join(), columns])).values()];
}

function hasAll({ columns }: EditionDataset, names: readonly string[]): boolean {
  return names.every((name) => columns.some((column) => column.name === name));
}

async function codesOnlyIn(
  warehouse: Warehouse,
  { one, other, columns }: { one: EditionDataset; other: EditionDataset; columns: readonly string[] },
): Promise<readonly string[]> {
  const texts = columns.map((name) => `${identifier(name)}::varchar`).join(", ");
  const codes = (dataset: EditionDataset) =>
    `select distinct concat_ws('/', ${texts}) as code from ${rowsOf(dataset)}`;
  const rows = await warehouse.rows(`${codes(one)} except ${codes(other)} order by code`);
  return rows.map(({ code }) => code ?? "");
}
