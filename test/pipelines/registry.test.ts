// The registry agrees with itself: names, keys, references, and words in both languages.
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import type { Column, Words } from "../../src/domain/dataset.ts";

const datasets = registry.datasets.map((dataset) => [dataset.name, dataset] as const);
const endpoints = registry.endpoints.map((endpoint) => [endpoint.name, endpoint] as const);
const snakeCase = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

function columnsOf(name: string): readonly string[] {
  return (
    registry.datasets.find((dataset) => dataset.name === name)?.columns.map((column) => column.name) ?? []
  );
}

function unfinished(words: Words): readonly string[] {
  return [words.nb, words.en].filter((text) => !/^[A-ZÅÆØÉ].*[^.]\.$/.test(text) || / {2}|\.\./.test(text));
}

describe("every endpoint", () => {
  it("has a name of its own", () => {
    expect(new Set(endpoints.map(([name]) => name)).size).toBe(endpoints.length);
  });

  it.each(endpoints)(
    "%s takes its codes from a field that names the rows of another endpoint",
    (_name, endpoint) => {
      for (const axis of endpoint.axes.filter(({ kind }) => kind === "codes")) {
        if (axis.kind !== "codes") continue;
        const source = registry.endpoints.find(({ name }) => name === axis.endpoint);
        expect(source?.fields[axis.field]).toEqual({ type: "text", expected: "names the row" });
      }
    },
  );

  it("has a path below the root, and takstbruk one for each geography and period", () => {
    expect(endpoints.filter(([, { path }]) => !/^\/[a-z/]+$/.test(path))).toEqual([]);
    expect(endpoints.filter(([, { geography }]) => geography !== undefined)).toHaveLength(6);
  });
});

describe("every dataset", () => {
  it("has a name of its own", () => {
    expect(new Set(datasets.map(([name]) => name)).size).toBe(datasets.length);
  });

  it.each(datasets)("%s is named in snake_case, and so is each column, once", (name, { columns }) => {
    const names = columns.map((column) => column.name);
    expect([name, ...names].filter((text) => !snakeCase.test(text))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(datasets)(
    "%s is sorted by its key at least, and by columns it has",
    (name, { key, sort, decidedBy = {}, period }) => {
      expect(key.filter((column) => !sort.includes(column))).toEqual([]);
      expect(key).toEqual(expect.arrayContaining(Object.values(decidedBy).flat()));
      expect(
        [...key, ...sort, ...(period ?? "").split(" ").filter(Boolean)].filter(
          (column) => !columnsOf(name).includes(column),
        ),
      ).toEqual([]);
      expect(key.length).toBeGreaterThan(0);
    },
  );

  it.each(datasets)("%s refers to columns that exist", (name, { references }) => {
    for (const { columns, dataset, to } of references) {
      expect(columns).toHaveLength(to.length);
      expect(columns.filter((column) => !columnsOf(name).includes(column))).toEqual([]);
      expect(to.filter((column) => !columnsOf(dataset).includes(column))).toEqual([]);
    }
  });

  it.each(datasets)(
    "%s says of each reference whether a row matches one row there, as the other dataset's key makes sure, or many",
    (_name, { references }) => {
      for (const { dataset, to, matches } of references) {
        const key = registry.datasets.find(({ name }) => name === dataset)?.key ?? [];
        expect(`${dataset}: ${matches}`).toBe(
          `${dataset}: ${key.every((column) => to.includes(column)) ? "one" : "many"}`,
        );
      }
    },
  );

  it.each(datasets)(
    "%s is made from endpoints there are, and keeps the rows of one of them",
    (_name, { from, oneRowPer }) => {
      expect(from.filter((name) => !endpoints.some(([endpoint]) => endpoint === name))).toEqual([]);
      if (oneRowPer !== undefined) expect(from).toContain(oneRowPer);
    },
  );

  it.each(datasets)(
    "%s says in whole sentences, in both languages, what a row and each column is",
    (_name, { grain, columns }) => {
      expect([grain, ...columns.map(({ description }) => description)].flatMap(unfinished)).toEqual([]);
    },
  );

  it.each(datasets)("%s has keywords in both languages, each once", (_name, { keywords }) => {
    for (const words of [keywords.nb, keywords.en]) {
      expect(words.length).toBeGreaterThanOrEqual(3);
      expect(new Set(words).size).toBe(words.length);
    }
  });

  it.each(datasets)("%s limits numbers by size and texts by form", (_name, { columns }) => {
    const isText = ({ type }: Column) => type === "VARCHAR";
    const isNumber = ({ type }: Column) => /INT|DECIMAL/.test(type);
    const limited = columns.filter(({ minimum, maximum }) => (minimum ?? maximum) !== undefined);
    const formed = columns.filter(({ among, pattern }) => (among ?? pattern) !== undefined);
    expect(limited.filter((column) => !isNumber(column))).toEqual([]);
    expect(formed.filter((column) => !isText(column))).toEqual([]);
  });

  it.each(datasets)("%s says the same thing in two languages, not one", (_name, { title, columns }) => {
    for (const { nb, en } of [title, ...columns.map(({ description }) => description)])
      expect(nb).not.toBe(en);
  });

  it.each(datasets)(
    "%s names a field of its endpoints where it names the API's own",
    (_name, { from, columns }) => {
      const fields = endpoints
        .filter(([name]) => from.includes(name))
        .flatMap(([, endpoint]) => Object.keys(endpoint.fields));
      const nested = ["refusjonskategoriid", "refusjonssats"];
      expect(
        columns.flatMap(({ api }) => api ?? []).filter((api) => ![...fields, ...nested].includes(api)),
      ).toEqual([]);
    },
  );
});
