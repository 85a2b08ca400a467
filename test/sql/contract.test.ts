// What the SQL promises beyond being complete: the registry's columns and types, every field read, and legible files.
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { findModels, layers, type Model, sqlFiles } from "../../src/transform/models.ts";
import { type Models, openModels, sqlFolder } from "./models.ts";

const files = ["macros", ...layers, "checks"].flatMap((layer) => sqlFiles(join(sqlFolder, layer)));
const selects = files.filter((file) => basename(dirname(file)) !== "macros");
const datasets = registry.datasets.map((dataset) => [dataset.name, dataset] as const);

let models: Models;
let parsed: readonly Model[];
beforeAll(async () => {
  models = await openModels();
  parsed = await findModels(models.warehouse, { folder: sqlFolder, layers: [...layers, "checks"] });
});
afterAll(() => models.close());

describe("every SQL file", () => {
  it.each(files.map((file) => [file.slice(sqlFolder.length + 1), file]))(
    "%s fits a screen",
    (_name, file) => {
      const lines = readFileSync(file, "utf8").trimEnd().split("\n");
      expect(lines.length).toBeLessThanOrEqual(60);
      expect(lines.filter((line) => line.length > 100)).toEqual([]);
    },
  );

  it.each(files.map((file) => [file.slice(sqlFolder.length + 1), file]))(
    "%s begins with a sentence",
    (_name, file) => {
      const sql = readFileSync(file, "utf8").replaceAll(/^-- (?:nb|counts|missing): .*\n/gm, "");
      const comment = /^(?:-- .*\n)+/.exec(sql)?.[0] ?? "";
      expect(comment.replaceAll(/\n-- |\n$/g, " ").trim()).toMatch(/^-- (error: |warn: )?[^ ].*\.$/);
    },
  );

  it("is parsed by DuckDB as one SELECT, and a macro is one statement named as its file, unless others are made of it", () => {
    expect(parsed).toHaveLength(selects.length);
    for (const file of sqlFiles(join(sqlFolder, "macros"))) {
      // What other macros are made of is created before them: in files whose names begin with "_".
      if (basename(file).startsWith("_")) continue;
      const sql = readFileSync(file, "utf8").replaceAll(/^-- .*\n/gm, "");
      expect(sql).toMatch(new RegExp(`^create or replace macro ${basename(file, ".sql")}\\([^;]*;\n$`));
    }
  });
});

describe("every mart", () => {
  it.each(datasets)("%s has the columns and types it promises, in order", async (name, dataset) => {
    const described = await models.rows(`describe marts.${name}`);
    expect(described.map((row) => `${row.column_name} ${row.column_type}`)).toEqual(
      dataset.columns.map((column) => `${column.name} ${column.type}`),
    );
  });

  it.each(datasets.filter(([, { from }]) => from.length > 0))(
    "%s has no rows of no answers",
    async (name) => {
      expect(await models.rows(`from marts.${name}`)).toEqual([]);
    },
  );
});

describe("every endpoint", () => {
  it("has each declared field read, from one of the endpoints of its path", () => {
    const unread = registry.endpoints.flatMap(({ path, fields }) => {
      const alike = registry.endpoints.filter((other) => other.path === path);
      const readers = parsed.filter(
        ({ layer, reads }) => layer === "staging" && alike.some(({ name }) => reads.includes(`raw.${name}`)),
      );
      const sql = readers.map((model) => model.sql).join("\n");
      return Object.keys(fields).filter((field) => !new RegExp(`\\b${field}\\b`).test(sql));
    });
    expect(unread).toEqual([]);
  });
});

describe("our own tables of kommuner and fylker", () => {
  it.each([
    ["kommuner", 842],
    ["fylker", 33],
    ["kommune_endringer", 516],
  ])("publish every row of %s", async (name, count) => {
    expect(await models.rows(`from marts.${name}`)).toHaveLength(count);
  });

  it.each(["kommuner", "fylker", "kommune_endringer"])("name a row of %s by its key", async (name) => {
    const key = registry.datasets.find((dataset) => dataset.name === name)?.key.join(", ");
    expect(await models.rows(`select ${key} from marts.${name} group by all having count(*) > 1`)).toEqual(
      [],
    );
  });

  it("keep gyldig_til as the last day, and say when a kommune was divided", async () => {
    expect(
      await models.rows(
        `select kommunenavn, offisielt_navn, fylkesnavn, gyldig_fra, gyldig_til, gjeldende_kommunenr, entydig
        from marts.kommuner where kommunenr in ('0301', '1507') order by kommunenr`,
      ),
    ).toEqual([
      {
        kommunenavn: "Oslo",
        offisielt_navn: "Oslo - Oslove",
        fylkesnavn: "Oslo",
        gyldig_fra: "1925-01-01",
        gyldig_til: null,
        gjeldende_kommunenr: "0301",
        entydig: "true",
      },
      {
        kommunenavn: "Ålesund",
        offisielt_navn: "Ålesund",
        fylkesnavn: "Møre og Romsdal",
        gyldig_fra: "2020-01-01",
        gyldig_til: "2023-12-31",
        gjeldende_kommunenr: "1508",
        entydig: "false",
      },
    ]);
  });
});
