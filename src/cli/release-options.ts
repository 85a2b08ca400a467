// The options of commands that write or publish releases: what each takes, its help, and what is allowed.
import { z } from "zod";
import { words } from "./options.ts";

export const releaseOptions = {
  "csv-variant": z.enum(["excel"]).optional().register(words, {
    help: "write beside each CSV file another one, for a Norwegian Excel",
    allowed: "excel",
  }),
  "gzip-csv-over": z
    .string()
    .regex(/^[1-9]\d{0,5}(kB|MB|GB)$/)
    .transform(bytesOf)
    .optional()
    .register(words, {
      help: "write CSV files that would be larger than this as .csv.gz instead",
      allowed: "a size such as 50MB",
    }),
} as const;

function bytesOf(size: string): number {
  const unit = size.endsWith("kB") ? 1e3 : size.endsWith("MB") ? 1e6 : 1e9;
  return Number.parseInt(size, 10) * unit;
}
