// Whatever way the API may turn out to write, the numbers published are the same.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { smallRelease } from "../small-release.ts";

const golden = join(projectFolder, "test", "golden", "release");
const others = Object.values(dialects).filter(({ name }) => name !== "documented");

/** Columns that keep what the API wrote as it wrote it: the same meaning in other letters, read in the column beside. */
const asWritten = new Set([
  "behandler_fylke",
  "maks_antall_gjelder_pasient",
  "bytes",
  "sha256",
  "ugyldig_kombinasjon",
  "krever_takst",
  "krever_prosedyre",
  "krever_diagnose",
]);

type Row = Readonly<Record<string, string>>;

/** What a dialect does not say at all: no reader can get it back. */
const unsaid: Readonly<Record<string, (row: Row) => Row>> = {
  awkward: (row) => (row.fylkesnr === "99" ? { ...row, fylkesnr: "" } : row),
  legacy: (row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, name.startsWith("tidspunkt") ? dayOf(value) : value]),
    ),
};

function dayOf(moment: string): string {
  return moment.slice(0, 10);
}

function rowsOf(folder: string, dataset: string, dialect: string): readonly Row[] {
  const rows: readonly Row[] = parse(readFileSync(join(folder, `${dataset}.csv`)), { columns: true });
  return rows.map(unsaid[dialect] ?? ((row) => row));
}

/** How many rows have another value than the golden release's, by column. */
function differences(
  { folder, dialect }: { folder: string; dialect: string },
  { name, columns, key }: (typeof registry.datasets)[number],
): readonly string[] {
  const keyOf = (row: Row) => key.map((part) => row[asWritten.has(part) ? "fylkesnr" : part]).join(" ");
  const found = new Map(rowsOf(folder, name, dialect).map((row) => [keyOf(row), row]));
  const expected = rowsOf(golden, name, dialect);
  if (found.size !== expected.length) return [`${name} has ${found.size} rows, not ${expected.length}`];
  return columns.flatMap((column) => {
    if (asWritten.has(column.name)) return [];
    const other = expected.filter((row) => found.get(keyOf(row))?.[column.name] !== row[column.name]);
    const [first] = other;
    if (first === undefined) return [];
    const example = `${first[column.name]} → ${found.get(keyOf(first))?.[column.name]}`;
    return [`${name}.${column.name}: ${other.length} rows, ${keyOf(first)}: ${example}`];
  });
}

describe("a release from an API that writes in the dialect", () => {
  it.each(others.map(({ name }) => name))("%s holds the same rows as the documented one", async (name) => {
    const folder = await smallRelease({ dialect: name });
    expect(registry.datasets.flatMap((dataset) => differences({ folder, dialect: name }, dataset))).toEqual(
      [],
    );
  });

  it("is the same whichever root is asked", async () => {
    const folder = await smallRelease({ dialect: "documented", root: "old" });
    expect(readFileSync(join(folder, "manifest.json"), "utf8")).toBe(
      readFileSync(join(golden, "manifest.json"), "utf8"),
    );
  });
});
