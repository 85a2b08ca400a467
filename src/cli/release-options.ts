// The options of commands that write or publish releases: what each takes, its help, and what is allowed.
import { z } from "zod";
import { dcatProfiles } from "../metadata/dcat.ts";
import { words } from "./options.ts";

export const releaseOptions = {
  "csv-variant": z.enum(["excel"]).optional().register(words, {
    help: "excel: write beside each CSV file another one, for a Norwegian Excel",
    allowed: "excel",
  }),
  "gzip-csv-over": z
    .string()
    .regex(/^[1-9]\d{0,5}(kB|MB|GB)$/)
    .transform(bytesOf)
    .optional()
    .register(words, {
      help: "write CSV files that would be larger than this, such as 50MB, as .csv.gz instead",
      allowed: "a size such as 50MB",
    }),
  publisher: z.string().min(1).optional().register(words, {
    help: "JSON file that says who publishes the release, and where (see docs/metadata.md)",
    allowed: "a path",
  }),
  "dcat-profile": z
    .enum(dcatProfiles)
    .default("2-live")
    .register(words, {
      help: "the DCAT-AP-NO of dcat.jsonld: 2-live, which data.norge.no validates today, or 3, which is to come",
      allowed: `one of ${dcatProfiles.join(", ")}`,
    }),
} as const;

function bytesOf(size: string): number {
  const unit = size.endsWith("kB") ? 1e3 : size.endsWith("MB") ? 1e6 : 1e9;
  return Number.parseInt(size, 10) * unit;
}
