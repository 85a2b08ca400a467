// Checks a finished data package: its form by the Data Package standard, version 2, its names and its files.
import { z } from "zod";
import type { ManifestFile } from "../domain/manifest.ts";
import { shapeFaults } from "./shape-faults.ts";

const text = z.string().min(1);
const names = z.array(text).min(1).refine(hasNoDuplicates, "expected no name twice");
const address = z.url();
const license = z
  .object({ name: text.optional(), title: text.optional(), path: address.optional() })
  .refine(({ name, path }) => name !== undefined || path !== undefined, "expected a name or a path");
const contributor = z.object({
  title: text,
  path: address.optional(),
  email: z.email().optional(),
  roles: names.optional(),
  role: z.undefined("expected roles, because role is of version 1").optional(),
});

const constraints = z.strictObject({
  required: z.boolean().optional(),
  unique: z.boolean().optional(),
  enum: z.array(z.unknown()).min(1).refine(hasNoDuplicates, "expected no value twice").optional(),
  pattern: z.string().refine(isPattern, "expected a regular expression").optional(),
  minimum: z.union([z.number(), z.string()]).optional(),
  maximum: z.union([z.number(), z.string()]).optional(),
});

/** The standard allows no pattern for these types. */
const withoutPattern = ["boolean", "array", "date", "datetime"];

const field = z
  .object({
    name: text,
    title: text.optional(),
    description: text,
    type: z.enum([
      ..."string number integer boolean object array list datetime date time year yearmonth".split(" "),
      ..."duration geopoint geojson any".split(" "),
    ]),
    constraints: constraints.optional(),
  })
  .refine(
    (one) => one.constraints?.pattern === undefined || !withoutPattern.includes(one.type),
    "expected no pattern for this type",
  );

const schema = z.object({
  fields: z.array(field).min(1),
  primaryKey: names.default([]),
  foreignKeys: z
    .array(z.object({ fields: names, reference: z.object({ resource: text.optional(), fields: names }) }))
    .min(1)
    .default([]),
});

const resource = z
  .object({
    name: text,
    path: z.string().regex(/^(?!\/)(?!.*\.\.)(?!.*(^|\/)\.)[^?#]+$/),
    data: z.undefined("expected no data beside a path").optional(),
    type: z.literal("table").optional(),
    format: z.enum(["csv", "parquet"]),
    mediatype: z.string().regex(/^.+\/.+$/),
    compression: z.literal("gz").optional(),
    encoding: z.literal("utf-8").optional(),
    bytes: z.int().nonnegative(),
    hash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
    licenses: z.array(license).min(1).optional(),
    schema: schema.optional(),
    "x-variant": z.unknown().optional(),
  })
  .refine(
    (one) => one["x-variant"] !== undefined || (one.type !== undefined && one.schema !== undefined),
    "expected a type and a schema, or an x-variant",
  );

/** Requires the standard's mandatory properties and the optional ones that we always give. Allows our own properties. */
const profile = z.object({
  $schema: z.literal("https://datapackage.org/profiles/2.0/datapackage.json"),
  name: z.string().regex(/^[a-z0-9._-]+$/),
  id: address.optional(),
  title: text,
  description: text,
  homepage: address.optional(),
  version: z.string().regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/),
  created: z.iso.datetime({ offset: true }),
  keywords: names.optional(),
  licenses: z.array(license).min(1),
  contributors: z.array(contributor).min(1).optional(),
  sources: z.array(contributor).min(1),
  resources: z.array(resource).min(1),
});

type Resource = z.infer<typeof resource>;

/** Lists what breaks the standard, and files whose size or hash differs from the release. */
export function datapackageFaults(document: unknown, files: readonly ManifestFile[]): readonly string[] {
  const { data, error } = profile.safeParse(document);
  if (data === undefined) return shapeFaults(error);
  const { resources } = data;
  return [
    ...duplicates(resources.map(({ name }) => name)).map((name) => `the resource name ${name} is used twice`),
    ...resources.flatMap((resource) => fieldFaults(resource, resources)),
    ...fileFaults(resources, files),
  ];
}

function fieldFaults({ name, schema }: Resource, resources: readonly Resource[]): readonly string[] {
  if (schema === undefined) return [];
  const fields = schema.fields.map((field) => field.name);
  return [
    ...duplicates(fields).map((field) => `${name} has two fields ${field}`),
    ...schema.primaryKey
      .filter((field) => !fields.includes(field))
      .map((field) => `${name} has no key field ${field}`),
    ...schema.foreignKeys.flatMap(({ fields: from, reference }) => {
      const other = reference.resource === undefined ? name : reference.resource;
      const known =
        resources.find((one) => one.name === other)?.schema?.fields.map((field) => field.name) ?? [];
      return [
        ...(from.length === reference.fields.length
          ? []
          : [`${name} refers from ${from} to ${reference.fields}`]),
        ...from.filter((field) => !fields.includes(field)).map((field) => `${name} has no field ${field}`),
        ...reference.fields
          .filter((field) => !known.includes(field))
          .map((field) => `${other} has no field ${field}`),
      ];
    }),
  ];
}

function fileFaults(resources: readonly Resource[], files: readonly ManifestFile[]): readonly string[] {
  const facts = (path: string, bytes: number, hash: string) => `${path} has ${bytes} bytes and ${hash}`;
  const listed = new Set(resources.map(({ path, bytes, hash }) => facts(path, bytes, hash)));
  const actual = new Set(files.map(({ path, bytes, sha256 }) => facts(path, bytes, `sha256:${sha256}`)));
  return [
    ...[...listed]
      .filter((fact) => !actual.has(fact))
      .map((fact) => `it lists ${fact}, which differs from the release`),
    ...[...actual].filter((fact) => !listed.has(fact)).map((fact) => `it does not list ${fact}`),
  ];
}

function duplicates(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];
}

function hasNoDuplicates(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    // The text is reported as a fault.
    return false;
  }
}
