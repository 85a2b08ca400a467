// What the claims are called that every dataset makes by what the registry says, so that a check's result is found again.
import type { Column, Dataset, Reference } from "./dataset.ts";

/** What the registry may say of a column's values. */
export type ColumnRule = "minimum" | "maximum" | "among" | "pattern";

/** The claim that every value of a reference is in the other dataset. */
export function referenceClaim({ name }: Pick<Dataset, "name">, to: Reference): string {
  return `${name}_${to.columns.join("_")}_in_${to.dataset}`;
}

/** The claim that a column keeps one of its rules. */
export function columnClaim({ name }: Pick<Dataset, "name">, column: Column, rule: ColumnRule): string {
  return `${name}_${column.name}_${endings[rule](column)}`;
}

const endings: Readonly<Record<ColumnRule, (column: Column) => string>> = {
  minimum: ({ minimum }) => `not_below_${minimum}`,
  maximum: ({ maximum }) => `not_above_${maximum}`,
  among: () => "is_listed",
  pattern: () => "is_well_formed",
};
