// The options that say which release to read, and how to write the next one.
import { z } from "zod";
import { dcatProfiles } from "../metadata/dcat.ts";
import { displayShape, flag, options, optionTexts } from "./options.ts";

const release = z.string().min(1);
/** What the name of a release must be. */
export const expectedRelease = "a release in <output>/releases, latest, or the path of a release's folder";

export const releaseOptions = {
  release: release.default("latest").register(optionTexts, {
    help: "release to read: its id, latest, or its folder",
    expected: expectedRelease,
    example: "20261101T040000Z",
  }),
  "csv-variant": z.enum(["excel"]).optional().register(optionTexts, {
    help: "second CSV file to write for each dataset; excel is for a Norwegian Excel",
    expected: "excel",
    example: "excel",
    usual: "none",
  }),
  "gzip-csv-over": z
    .string()
    .regex(/^[1-9]\d{0,5}(kB|MB|GB)$/)
    .transform(bytesOf)
    .optional()
    .register(optionTexts, {
      help: "size in kB, MB or GB above which a CSV file is written as .csv.gz",
      expected: "a size in kB, MB or GB",
      example: "50MB",
      usual: "never",
    }),
  publisher: z.string().min(1).optional().register(optionTexts, {
    help: "JSON file that says who publishes the release, and where (see docs/metadata.md)",
    expected: "the path of a JSON file",
    example: "publisher.json",
    usual: "HELSEREFUSJON_PUBLISHER of the environment, or publisher.json in this folder if there is one",
  }),
  "dcat-profile": z
    .enum(dcatProfiles)
    .default("2-live")
    .register(optionTexts, {
      help: "version of DCAT-AP-NO in dcat.jsonld: 2-live, which data.norge.no validates, or 3, the next one",
      expected: `one of ${dcatProfiles.join(", ")}`,
      example: "3",
    }),
  force: flag("make a release even if nothing changed, such as after an upgrade of DuckDB"),
} as const;

/** The options for the files of a release. */
export const csvShape = {
  "csv-variant": releaseOptions["csv-variant"],
  "gzip-csv-over": releaseOptions["gzip-csv-over"],
};

/** The options for the description of a release. */
export const describingShape = {
  publisher: releaseOptions.publisher,
  "dcat-profile": releaseOptions["dcat-profile"],
};

/** The options of commands that make a release. */
export const loadShape = {
  output: options.output,
  "memory-limit": options["memory-limit"],
  threads: options.threads,
  ...csvShape,
  ...describingShape,
  force: releaseOptions.force,
  ...displayShape,
};

function bytesOf(size: string): number {
  const unit = size.endsWith("kB") ? 1e3 : size.endsWith("MB") ? 1e6 : 1e9;
  return Number.parseInt(size, 10) * unit;
}
