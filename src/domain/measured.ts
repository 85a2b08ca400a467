// What the manifest says was measured in the rows: the values of each column, and what differs from the release before.
import { z } from "zod";

const whole = z.int().nonnegative();

/** What a column of a release holds. Texts of more than 80 characters end in an ellipsis. */
export const statisticsSchema = z.object({
  nulls: whole.describe("Rows without a value"),
  smallest: z.string().nullable().describe("As text; null where no row has a value, and for lists"),
  largest: z.string().nullable(),
  examples: z
    .array(z.string().min(1))
    .describe("Up to three values, from rows spread evenly over the table, in its order"),
});

export interface ColumnStatistics extends Readonly<Omit<z.infer<typeof statisticsSchema>, "examples">> {
  readonly examples: readonly string[];
}

/** The rows of a dataset that differ from one release to the next. */
export const changedRowsSchema = z.object({
  dataset: z.string().min(1),
  kind: z.enum(["added", "removed", "replaced", "changed"]),
  added: whole,
  removed: whole,
  restated: whole,
});

export type ChangedRows = Readonly<z.infer<typeof changedRowsSchema>>;

/** `1234567` as `1 234 567`. */
export function countText(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, " ");
}
