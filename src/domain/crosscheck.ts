// The result of a crosscheck, which requests the same rows in each representation and compares the answers.
import { z } from "zod";
import { representations } from "./representation.ts";

const representation = z.enum(representations);
const whole = z.int().nonnegative();
const text = z.string().nullable();

const comparedSchema = z.object({
  representation,
  requests: whole,
  rows: whole,
  unread: whole.describe("Requests without an answer, or with an unreadable one"),
  differing_rows: whole,
  differing_sums: whole,
});

const differenceSchema = z.object({
  representation,
  request: z.string(),
  kind: z
    .enum(["field", "sum", "row", "answer"])
    .describe("What differs; `row` is a row that only one side has"),
  row: text.describe("The key of the row; null for a sum or an answer"),
  field: text,
  json: text.describe("The value in JSON; null if it has none"),
  other: text.describe("The value in the other representation; null if it has none"),
});

/** Stored as crosscheck.json and published in the manifest. */
export const crosscheckSchema = z.object({
  id: z.string().min(1).describe("The time of the crosscheck, which is the name of its folder"),
  source: z.object({ origin: z.string().min(1), synthetic: z.string().min(1).nullable() }),
  seed: whole,
  share: z.number().describe("The share of the windows that were requested; code lists are always requested"),
  representations: z
    .array(comparedSchema)
    .describe(
      "JSON, and how each of the others differs from it; CSV and Excel are offered for takstbruk only",
    ),
  differences: z.array(differenceSchema).describe("The first hundred"),
});

export type Crosscheck = z.infer<typeof crosscheckSchema>;

/** One representation: its requests and rows, and how many rows and sums differ from JSON. */
export type Compared = Crosscheck["representations"][number];

/** One difference: a field of a row, a sum over the rows of a request, a row that only one side has, or no answer. */
export type Difference = Crosscheck["differences"][number];

/** Whether all representations were answered with the same rows. */
export function agrees({ representations }: Crosscheck): boolean {
  return representations.every(
    ({ unread, differing_rows, differing_sums }) => unread + differing_rows + differing_sums === 0,
  );
}
