// The options of publish: what each takes, its help, and what is allowed.
import { z } from "zod";
import { webAddress, webAddressAllowed } from "./option-kinds.ts";
import { words } from "./options.ts";

export const publishOptions = {
  release: z.string().min(1).register(words, {
    help: "a release in <output>/releases, latest, or the path of a release's folder",
    allowed: "the name of a release or the path of its folder",
  }),
  to: z
    .string()
    .refine((place) => placeOf(place) !== undefined)
    .register(words, {
      help: "where to: a folder, or s3://bucket/prefix",
      allowed:
        "a folder, or s3://bucket/prefix with the name of a bucket in lower case; write ./ before a folder with a colon in its name",
    }),
  "s3-endpoint": webAddress.optional().register(words, {
    help: "root of an S3-compatible store other than AWS, such as R2 or MinIO",
    allowed: `${webAddressAllowed}; credentials come from the environment, such as AWS_ACCESS_KEY_ID`,
    secret: /[@?#]/,
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
  force: z.boolean().default(false).register(words, {
    help: "replace a catalogue that has web addresses by one that has none",
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

/** A place to publish to: a bucket with what its keys begin with, or a folder. */
export type Place = { readonly bucket: string; readonly prefix: string } | { readonly folder: string };

const bucketName = /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const prefixPart = /^(?!\.{1,2}$)[\w.=-]+$/;

/**
 * What --to means; undefined where it cannot be obeyed. Only a path whose first part has no colon is a folder, so that no
 * other scheme, and no host of scp, becomes a folder of that name.
 */
export function placeOf(to: string): Place | undefined {
  const [, bucket = "", rest = ""] = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(to) ?? [];
  if (bucket !== "") {
    const prefix = rest.replace(/\/$/, "");
    const isKey = prefix === "" ? rest === "" : prefix.split("/").every((part) => prefixPart.test(part));
    return bucketName.test(bucket) && isKey ? { bucket, prefix } : undefined;
  }
  const isFolder = to.trim() !== "" && !to.includes("://") && !/^[^/\\]{2,}?:/.test(to);
  return isFolder ? { folder: to } : undefined;
}
