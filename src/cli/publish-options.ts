// The options of publish: what each takes, its help, and what is allowed.
import { z } from "zod";
import { words } from "./options.ts";

export const publishOptions = {
  release: z.string().min(1).register(words, {
    help: "a release in <output>/releases, latest, or the path of a release's folder",
    allowed: "the name of a release or the path of its folder",
  }),
  to: z
    .string()
    .regex(/^(?!s3:)|^s3:\/\/[a-z0-9][a-z0-9.-]+(\/[\w.=-]+)*\/?$/)
    .register(words, {
      help: "where to: a folder, or s3://bucket/prefix",
      allowed: "a folder, or s3://bucket/prefix",
    }),
  "s3-endpoint": z
    .url({ protocol: /^https?$/ })
    .optional()
    .register(words, {
      help: "root of an S3-compatible store other than AWS, such as R2 or MinIO",
      allowed: "an http or https URL",
    }),
  "s3-region": z
    .string()
    .regex(/^[\w-]+$/)
    .optional()
    .register(words, {
      help: "region of the bucket (default: as the environment says)",
      allowed: "a region such as eu-north-1 or auto",
    }),
  "s3-path-style": z.boolean().default(false).register(words, {
    help: "name the bucket in the path instead of the host's name, as MinIO asks for",
    allowed: "no value",
  }),
  "allow-synthetic": z.boolean().default(false).register(words, {
    help: "publish made-up data too, where no real data are",
    allowed: "no value",
  }),
  "dry-run": z.boolean().default(false).register(words, {
    help: "only say what would be stored and removed",
    allowed: "no value",
  }),
  prune: z.boolean().default(false).register(words, {
    help: "afterwards remove older releases from there; needs --keep",
    allowed: "no value",
  }),
  keep: z.coerce.number().int().min(1).max(9999).optional().register(words, {
    help: "how many of the newest releases --prune keeps, besides the one latest.json names",
    allowed: "a whole number from 1",
  }),
} as const;
