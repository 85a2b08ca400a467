// A crosscheck: the same requests asked for in every representation, and whether they were answered alike.
import { z } from "zod";
import { representations } from "./representation.ts";

const representation = z.enum(representations);
const whole = z.int().nonnegative();
const said = z.string().nullable();

const comparedSchema = z.object({
  representation,
  requests: whole,
  rows: whole,
  unread: whole.describe("Requests that were not answered, or not so that they could be read"),
  differing_rows: whole,
  differing_sums: whole,
});

const differenceSchema = z.object({
  representation,
  request: z.string(),
  kind: z
    .enum(["field", "sum", "row", "answer"])
    .describe("What differs; a row is one that only one of the two has"),
  row: said.describe("The key of the row; null for a sum or an answer"),
  field: said,
  json: said.describe("What JSON says; null where it says nothing"),
  other: said.describe("What the other representation says; null where it says nothing"),
});

/** What a crosscheck found, as it is kept and published. */
export const crosscheckSchema = z.object({
  id: z.string().min(1).describe("When it was made, as the name of its folder"),
  source: z.object({ origin: z.string().min(1), synthetic: z.string().min(1).nullable() }),
  seed: whole,
  share: z
    .number()
    .describe("The share of the windows asked for in every representation; code lists always are"),
  representations: z
    .array(comparedSchema)
    .describe(
      "JSON, and in how much each of the others differs from it; CSV and Excel are offered for takstbruk only",
    ),
  differences: z.array(differenceSchema).describe("The first hundred"),
});

export type Crosscheck = z.infer<typeof crosscheckSchema>;

/** One representation: how many requests it answered, and in how many rows and sums it differs from JSON. */
export type Compared = Crosscheck["representations"][number];

/** One difference: a field of a row, a sum over all rows of a request, a row only one of the two has, or no answer. */
export type Difference = Crosscheck["differences"][number];

/** True when every representation was answered and says the same. */
export function agrees({ representations }: Crosscheck): boolean {
  return representations.every(
    ({ unread, differing_rows, differing_sums }) => unread + differing_rows + differing_sums === 0,
  );
}
