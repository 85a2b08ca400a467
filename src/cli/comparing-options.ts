// The options of the commands that look at releases: which one, which of its rows, and whether to insist.
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { words } from "./options.ts";

const release = z.string().min(1);
const allowedRelease = "a release in <output>/releases, latest, or the path of a release's folder";

/** The options by name. */
export const comparingOptions = {
  release: release.default("latest").register(words, { help: "the release", allowed: allowedRelease }),
  old: release.optional().register(words, {
    help: "the release to compare with (default: the one the manifest of <new> names as previous)",
    allowed: allowedRelease,
  }),
  new: release
    .default("latest")
    .register(words, { help: "the release that came after", allowed: allowedRelease }),
  rebuild: z.string().min(1).optional().register(words, {
    help: "a pull in <output>/raw, or its folder: build from it again and compare byte for byte",
    allowed: "the name of a pull in <output>/raw, or the path of its folder",
  }),
  dataset: z
    .string()
    .min(1)
    .register(words, {
      help: `the dataset, such as ${registry.datasets[0]?.name}`,
      allowed: "the name of a dataset",
    }),
  key: z
    .array(z.string().regex(/^\w+=/))
    .transform((texts) => texts.flatMap(conditionsOf))
    .optional()
    .register(words, {
      repeats: true,
      help: "a column and its value, such as --key ar=2023; may be given more than once",
      allowed: "column=value",
    }),
  columns: z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .optional()
    .register(words, {
      help: "only these columns (default: amounts and counts; where there are none, all besides the key)",
      allowed: "names of columns such as sum_refusjon,antall_regninger",
    }),
  force: z.boolean().default(false).register(words, {
    help: "make a release even where no row and no word changed, as after an upgrade of DuckDB",
    allowed: "no value",
  }),
};

export interface Condition {
  readonly column: string;
  readonly value: string;
}

/** Several come joined by commas; a comma within a value is one no name and equals sign follow. */
function conditionsOf(text: string): readonly Condition[] {
  return text.split(/,(?=\w+=)/).map((part) => {
    const [column = ""] = part.split("=", 1);
    return { column, value: part.slice(column.length + 1) };
  });
}
