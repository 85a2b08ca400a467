// The golden release as the subject of a description: real or synthetic, by a publisher who gave all facts.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { type Manifest, manifestSchema } from "../../src/domain/manifest.ts";
import { type Publisher, publisherSchema } from "../../src/metadata/publisher.ts";
import type { Subject } from "../../src/metadata/subject.ts";
import { projectFolder } from "../../src/platform/tool.ts";

const golden = join(projectFolder, "test", "golden", "release");

/** The manifest of the golden release, whose data are synthetic. */
export const goldenManifest: Manifest = manifestSchema.parse(
  JSON.parse(readFileSync(join(golden, "manifest.json"), "utf8")),
);

/** Every fact there is to tell. */
export const publisher: Publisher = publisherSchema.parse({
  name: { nb: "Eksempel AS", en: "Example Ltd" },
  organisation: "974760673",
  homepage: "https://data.example.org/",
  base: "https://data.example.org/helserefusjon/",
  contact: { name: { nb: "Datakontoret", en: "The data office" }, email: "data@example.org" },
  frequency: "MONTHLY",
});

/** The golden release by this publisher, with what a test changes in its manifest. */
export function goldenSubject({
  change = {},
  by = publisher,
}: {
  change?: Partial<Manifest>;
  by?: Publisher;
} = {}): Subject {
  const manifest = { ...goldenManifest, ...change };
  const tables = manifest.datasets.flatMap((entry) =>
    registry.datasets.filter(({ name }) => name === entry.name).map((dataset) => ({ entry, dataset })),
  );
  return { manifest, tables, publisher: by };
}

/** A copy of a document with one thing in it replaced: `changed(document, ["resources", 0, "bytes"], 1)`. */
export function changed(document: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (Array.isArray(document)) {
    return document.map((one: unknown, at) => (at === first ? changed(one, rest, value) : one));
  }
  if (typeof document !== "object" || document === null) throw new Error(`There is no ${first} to change`);
  const entries: Readonly<Record<string, unknown>> = { ...document };
  const replaced = { ...entries, [first]: changed(entries[first], rest, value) };
  return Object.fromEntries(Object.entries(replaced).filter(([, one]) => one !== undefined));
}
