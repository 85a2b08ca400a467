// The SQL as a closed world: nothing undeclared, nothing missing, and every mart as the registry promises.
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { findModels, layers, type Model, sqlFiles } from "../../src/transform/models.ts";
import { type Models, openModels, sqlFolder } from "./models.ts";

const files = ["macros", ...layers, "checks"].flatMap((layer) => sqlFiles(join(sqlFolder, layer)));
const selects = files.filter((file) => basename(dirname(file)) !== "macros");
const namesIn = (layer: string) => sqlFiles(join(sqlFolder, layer)).map((file) => basename(file, ".sql"));

let models: Models;
let parsed: readonly Model[];
beforeAll(async () => {
  models = await openModels();
  parsed = await findModels(models.warehouse, { folder: sqlFolder, layers: [...layers, "checks"] });
});
afterAll(() => models.close());

describe("every SQL file", () => {
  it.each(files.map((file) => [file.slice(sqlFolder.length + 1), file]))(
    "%s is short, narrow and says what it is",
    (_name, file) => {
      const lines = readFileSync(file, "utf8").trimEnd().split("\n");
      expect(lines.length).toBeLessThanOrEqual(60);
      expect(lines.filter((line) => line.length > 100)).toEqual([]);
      expect(lines[0]).toMatch(/^-- (error: |warn: )?[A-Z0-9sK]/);
      expect(
        lines
          .slice(0, 4)
          .filter((line) => line.startsWith("--"))
          .join(" "),
      ).toMatch(/[.:]$/);
    },
  );

  it("is parsed by DuckDB as one SELECT", () => {
    expect(parsed).toHaveLength(selects.length);
  });

  it("reads only the layers below its own", () => {
    const allowed = {
      staging: /^(raw|reference)\./,
      intermediate: /^(staging|intermediate)\./,
      marts: /^(staging|intermediate)\./,
      checks: /./,
    };
    expect(
      parsed.flatMap(({ layer, name, reads }) =>
        reads.filter((read) => !allowed[layer].test(read)).map((read) => `${layer}.${name} reads ${read}`),
      ),
    ).toEqual([]);
  });

  it("reads only relations that exist", () => {
    const known = new Set([
      ...registry.endpoints.map(({ name }) => `raw.${name}`),
      ...sqlFolderReferences(),
      ...parsed.map(({ layer, name }) => `${layer}.${name}`),
    ]);
    expect(parsed.flatMap(({ reads }) => reads).filter((read) => !known.has(read))).toEqual([]);
  });
});

describe("the registry and the SQL", () => {
  it("has a staging file for every endpoint", () => {
    expect(
      registry.endpoints.map(({ name }) => name).filter((name) => !namesIn("staging").includes(name)),
    ).toEqual([]);
  });

  it("has a mart for every dataset and no other", () => {
    expect(namesIn("marts")).toEqual(registry.datasets.map(({ name }) => name).sort());
  });

  it.each(registry.datasets.map((dataset) => [dataset.name, dataset] as const))(
    "%s has the columns and types it promises, in order",
    async (name, dataset) => {
      const described = await models.rows(`describe marts.${name}`);
      expect(described.map((row) => `${row.column_name} ${row.column_type}`)).toEqual(
        dataset.columns.map((column) => `${column.name} ${column.type}`),
      );
    },
  );

  it.each(registry.datasets.map((dataset) => [dataset.name, dataset] as const))(
    "%s names every endpoint it is made from",
    (name, dataset) => {
      expect(endpointsBehind(`marts.${name}`)).toEqual([...dataset.from].sort());
    },
  );

  it("reads every declared field of every endpoint", () => {
    const staging = parsed.filter(({ layer }) => layer === "staging");
    const unread = registry.endpoints.flatMap(({ name, fields }) => {
      const sql = staging
        .filter(({ reads }) => reads.includes(`raw.${name}`))
        .map((model) => model.sql)
        .join("\n");
      return Object.keys(fields)
        .filter((field) => !new RegExp(`\\b${field}\\b`).test(sql))
        .map((field) => `${name}.${field}`);
    });
    expect(unread).toEqual([]);
  });
});

function endpointsBehind(relation: string): readonly string[] {
  if (relation.startsWith("raw.")) return [relation.slice("raw.".length)];
  const model = parsed.find(({ layer, name }) => `${layer}.${name}` === relation);
  return [...new Set((model?.reads ?? []).flatMap(endpointsBehind))].sort();
}

function sqlFolderReferences(): readonly string[] {
  return [
    "kommuner",
    "fylker",
    "kommune_endringer",
    "kommune_til_gjeldende",
    "kommune_innbyggere",
    "navn_historikk",
  ].map((name) => `reference.${name}`);
}
