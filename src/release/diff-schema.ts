// Compares the shape and the texts of a dataset in two editions, without its rows.
import type { ManifestDataset } from "../domain/manifest.ts";
import type { EditionWords, SchemaChange } from "./diff-changes.ts";

type Described = Omit<ManifestDataset, "files">;
type Shape = Pick<ManifestDataset, "key" | "columns" | "references">;

/** Differences in columns, rules, key and references. Retyping, adding, removing and moving are MAJOR, as is a stricter rule. */
export function schemaChanges(old: Shape, now: Shape): readonly SchemaChange[] {
  const before = new Map(old.columns.map((column) => [column.name, column]));
  const rules = now.columns.flatMap((column) => {
    const earlier = before.get(column.name);
    return earlier === undefined ? [] : ruleChanges(earlier, column);
  });
  return [...columnChanges(old, now), ...rules, ...keyChanges(old, now), ...referenceChanges(old, now)];
}

/** True if the rows can be compared: both have the same key and the same columns, in any order. */
export function rowsAreComparable(old: Shape, now: Shape): boolean {
  const sorted = ({ key, columns }: Shape) => [
    ...key.toSorted(),
    ...columns.map(({ name, type }) => `${name} ${type}`).sort(),
  ];
  return sorted(old).join("\n") === sorted(now).join("\n");
}

function columnChanges(old: Shape, now: Shape): readonly SchemaChange[] {
  const before = new Map(old.columns.map(({ name, type }) => [name, type]));
  const after = new Map(now.columns.map(({ name, type }) => [name, type]));
  const gone = [...before].filter(([name]) => !after.has(name));
  const added = [...after].filter(([name]) => !before.has(name));
  const retyped = [...after].filter(([name, type]) => before.has(name) && before.get(name) !== type);
  const kept = (names: Iterable<string>, other: ReadonlyMap<string, string>) =>
    [...names].filter((name) => other.has(name));
  const moved = kept(before.keys(), after).join() !== kept(after.keys(), before).join();
  return [
    ...gone.map(([name, type]) => `column ${name} ${type} removed`),
    ...added.map(([name, type]) => `column ${name} ${type} added`),
    ...retyped.map(([name, type]) => `column ${name} was ${before.get(name)}, is ${type}`),
    ...(moved ? [`columns in another order: ${[...after.keys()].join(", ")}`] : []),
  ].map((change) => ({ change, level: "major" }));
}

function keyChanges(old: Shape, now: Shape): readonly SchemaChange[] {
  if (old.key.join() === now.key.join()) return [];
  return [{ change: `key was ${old.key.join(", ")}, is ${now.key.join(", ")}`, level: "major" }];
}

function referenceChanges(old: Shape, now: Shape): readonly SchemaChange[] {
  const [before, after] = [old.references.map(referenceText), now.references.map(referenceText)];
  const added = after.filter((text) => !before.includes(text));
  const gone = before.filter((text) => !after.includes(text));
  return [
    ...added.map((text) => ({ change: `reference ${text} added`, level: "major" }) as const),
    ...gone.map((text) => ({ change: `reference ${text} removed`, level: "minor" }) as const),
  ];
}

function referenceText({ columns, dataset, to }: Shape["references"][number]): string {
  return `(${columns.join(", ")}) → ${dataset} (${to.join(", ")})`;
}

/** The changed texts of a dataset: `title`, `grain`, `traps`, `source`, `period` and column descriptions. */
export function wordChanges(old: Described, now: Described): readonly string[] {
  const before = new Map(old.columns.map((column) => [column.name, column]));
  const columns = now.columns.filter((column) => {
    const earlier = before.get(column.name);
    return earlier !== undefined && saying(earlier) !== saying(column);
  });
  return [
    ...differing(describedTexts(old), describedTexts(now)),
    ...columns.map(({ name }) => `column ${name}`),
  ];
}

function describedTexts({ title, grain, traps, sources, from, period }: Described) {
  const misleading = traps.map(({ name, text }) => `${name}\n${wordsOf(text)}`);
  return {
    title: wordsOf(title),
    grain: wordsOf(grain),
    traps: misleading.join("\n"),
    source: [...from, ...sources.map((source) => JSON.stringify(source))].join("\n"),
    period,
  };
}

/** The changed texts of the release as a whole. */
export function editionWordChanges(old: EditionWords, now: EditionWords): readonly string[] {
  return differing(releaseTexts(old), releaseTexts(now));
}

function releaseTexts({ title, description, attribution, license }: EditionWords) {
  const licences = [license.data, license.reference_tables].map(({ name, title, path }) => [
    name,
    title,
    path,
  ]);
  return {
    title: wordsOf(title),
    description: wordsOf(description),
    attribution: wordsOf(attribution),
    license: licences.join("\n"),
  };
}

function differing(
  old: Readonly<Record<string, string | null>>,
  now: Readonly<Record<string, string | null>>,
): readonly string[] {
  return Object.keys(now).filter((name) => old[name] !== now[name]);
}

function saying({ description, api }: Described["columns"][number]): string {
  return `${wordsOf(description)}\n${api ?? ""}`;
}

function wordsOf({ nb, en }: { readonly nb: string; readonly en: string }): string {
  return `${nb}\n${en}`;
}

type Column = ManifestDataset["columns"][number];

/** A stricter rule is MAJOR, a looser one MINOR. */
export function ruleChanges(old: Column, now: Column): readonly SchemaChange[] {
  return rules.flatMap((rule) => {
    const [before, after] = [old[rule], now[rule]];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const change = `column ${now.name}: ${rule} was ${textOf(before)}, is ${textOf(after)}`;
    return [{ change, level: allows(old, now, rule) ? "minor" : "major" } as const];
  });
}

const rules = ["minimum", "maximum", "among", "pattern"] as const;

/** True if every value the old rule allowed is still allowed. For patterns, only a removed pattern counts as looser. */
function allows(old: Column, now: Column, rule: (typeof rules)[number]): boolean {
  if (now[rule] === undefined) return true;
  switch (rule) {
    case "minimum":
      return old.minimum !== undefined && now.minimum !== undefined && now.minimum <= old.minimum;
    case "maximum":
      return old.maximum !== undefined && now.maximum !== undefined && now.maximum >= old.maximum;
    case "among":
      return old.among?.every((value) => now.among?.includes(value)) === true;
    case "pattern":
      return false;
  }
}

function textOf(rule: Column[(typeof rules)[number]]): string {
  return rule === undefined ? "absent" : [rule].flat().join(", ");
}
