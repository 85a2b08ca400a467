// Checks a finished data package: its form, its names and its files.
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { z } from "zod";
import type { ManifestFile } from "../domain/manifest.ts";
import { datapackageProfile } from "./datapackage-profile.ts";

const matchesProfile = formats
  .default(new Ajv({ allErrors: true, strict: false }))
  .compile(datapackageProfile);

const names = z.array(z.string());
const shape = z.object({
  resources: z.array(
    z.object({
      name: z.string(),
      path: z.string(),
      bytes: z.number(),
      hash: z.string(),
      schema: z
        .object({
          fields: z.array(z.object({ name: z.string() })),
          primaryKey: names.default([]),
          foreignKeys: z
            .array(
              z.object({
                fields: names,
                reference: z.object({ resource: z.string().optional(), fields: names }),
              }),
            )
            .default([]),
        })
        .optional(),
    }),
  ),
});

type Resource = z.infer<typeof shape>["resources"][number];

/** Lists what breaks the standard, and files whose size or hash differs from the release. */
export function datapackageFaults(document: unknown, files: readonly ManifestFile[]): readonly string[] {
  if (!matchesProfile(document))
    return (matchesProfile.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  const { resources } = shape.parse(document);
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
