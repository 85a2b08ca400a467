// One name for one thing: the rule of docs/column-names.md, held against every column of the registry.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import type { Column } from "../../src/domain/dataset.ts";
import { projectFolder } from "../../src/platform/tool.ts";

interface Placed extends Column {
  readonly dataset: string;
}

const columns: readonly Placed[] = registry.datasets.flatMap((dataset) =>
  dataset.columns.map((column) => ({ ...column, dataset: dataset.name })),
);
const ofApi = columns.filter(({ api }) => api !== undefined);
const apiNames = new Set(ofApi.map(({ name }) => name));
/** Columns that we make, under a name that is no field of the API. */
const made = columns.filter(({ name }) => !apiNames.has(name));
const byName = grouped(columns, ({ name }) => name);

const page = readFileSync(join(projectFolder, "docs/column-names.md"), "utf8");

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, readonly T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** For each row of the table under a heading, the names in backquotes in each of its cells. */
function tableUnder(heading: string): readonly (readonly (readonly string[])[])[] {
  const section = page.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) =>
    row.split("|").map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name)),
  );
}

function placesOf(list: readonly Placed[]): readonly string[] {
  return list.map(({ dataset, name }) => `${dataset}.${name}`);
}

function inSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

describe("a column", () => {
  it("of the API has the API's name, but for the code of a fagområde, which is called as in every other table", () => {
    const renamed = ofApi.filter(({ name, api = "" }) => inSnakeCase(api) !== name);
    expect(renamed.map(({ name, api }) => `${api} → ${name}`)).toEqual(["fagomraadekode → fagomraade"]);
  });

  it("has one type in every table", () => {
    const types = [...byName].map(([name, list]) => [name, ...new Set(list.map(({ type }) => type))]);
    expect(types.filter(({ length }) => length > 2)).toEqual([]);
  });

  it("of our own is described by the same kind of thing in every table", () => {
    const kinds = [...grouped(made, ({ name }) => name)].map(([name, list]) => [
      name,
      ...new Set(list.map(({ description }) => kindOf(description.en))),
    ]);
    expect(kinds.filter(({ length }) => length > 2)).toEqual([]);
  });

  it("of our own shares its description with no column of another name", () => {
    const alike = [...grouped(made, ({ description }) => description.en).values()];
    expect(alike.filter((list) => new Set(list.map(({ name }) => name)).size > 1).map(placesOf)).toEqual([]);
  });

  it("of our own never has the name of days, codes or places that mean something else in the API", () => {
    const own = columns.filter(({ api }) => api === undefined);
    expect(
      placesOf(own.filter(({ name }) => /^(fradato|tildato|samhandler_type|behandler_)/.test(name))),
    ).toEqual([]);
  });

  it("that tells of today begins with gjeldende_, and no other does", () => {
    const said = made.filter(({ description }) =>
      /of today\b|on the (same )?day/.test(kindOf(description.en, 6)),
    );
    const named = made.filter(({ name }) => /^(er_)?gjeldende/.test(name));
    expect(placesOf(said.filter((column) => !named.includes(column)))).toEqual([]);
  });
});

/** The first words of a description, which name the kind of thing. */
function kindOf(description: string, words = 1): string {
  return description
    .replace(/^(The|A|An) /, "")
    .split(/[\s,:]+/)
    .slice(0, words)
    .join(" ")
    .toLowerCase();
}

describe("docs/column-names.md", () => {
  it("lists every name of our own that several tables share, and only names there are", () => {
    const shared = [...grouped(made, ({ name }) => name)].filter(([, list]) => list.length > 1);
    const listed = tableUnder("Names shared by several tables").flatMap(([, names = []]) => names);
    expect(shared.map(([name]) => name).filter((name) => !listed.includes(name))).toEqual([]);
    expect(listed.filter((name) => !byName.has(name))).toEqual([]);
  });

  it("lists names that changed to names there are, from names that are gone", () => {
    const changes = tableUnder("Names that changed");
    expect(changes.length).toBeGreaterThan(0);
    for (const [, [dataset = ""] = [], before = [], now = []] of changes) {
      const within = dataset.endsWith("…") ? columns : columns.filter((column) => column.dataset === dataset);
      const names = within.map(({ name }) => name);
      expect(now.filter((name) => !names.includes(name))).toEqual([]);
      expect(before.filter((name) => names.includes(name))).toEqual([]);
    }
  });
});
