// A release of one small file, for tests of what happens to releases.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Manifest } from "../../src/domain/manifest.ts";
import { digestOf, digestOfText } from "../../src/platform/files.ts";
import {
  type DescribedRelease,
  type PromotedRelease,
  promoteRelease,
  stageRelease,
} from "../../src/stores/release-store.ts";

/** An empty output folder, removed after the test. */
export async function emptyOutput(): Promise<string> {
  const output = await mkdtemp(join(tmpdir(), "helserefusjon-store-"));
  onTestFinished(() => rm(output, { recursive: true }));
  return output;
}

/** Makes a release A of one file, `tall.csv`. */
export async function release(
  output: string,
  csv: string,
  change: (manifest: Manifest) => Manifest = (manifest) => manifest,
): Promise<PromotedRelease> {
  const staged = await stageRelease(output, "A");
  await writeFile(join(staged.folder, "tall.csv"), csv);
  return promoteRelease(staged, describedBy(change(await manifestOf(join(staged.folder, "tall.csv")))));
}

/** What a release says of itself that says this under any id, with a note and these documents. */
export function describedBy(
  manifest: Manifest,
  more: DescribedRelease["documents"] = [],
): (id: string) => DescribedRelease {
  const documents = [note, ...more];
  const named = documents.map(({ path, text }) => ({
    path,
    media_type: "text/plain",
    ...digestOfText(text),
  }));
  return (id) => ({ manifest: { ...manifest, id, documents: named }, documents });
}

/** The manifest of a release A whose one file is this. */
export async function manifestOf(path: string): Promise<Manifest> {
  const digest = await digestOf(path);
  const file = { path: "tall.csv", format: "csv", media_type: "text/csv", rows: 1, ...digest } as const;
  return { ...manifest, datasets: [{ ...tall, files: [file] }] };
}

const note = { path: "LESMEG.md", text: "# Tall\n" };

const words = { nb: "Tall", en: "Numbers" };
const licence = { name: "NLOD-2.0", title: "NLOD 2.0", path: "https://data.norge.no/nlod/no/2.0" };
const fetched = "2026-11-23T05:28:00Z";

const tall = {
  name: "tall",
  title: words,
  grain: words,
  traps: [],
  key: ["ar"],
  rows: 1,
  first_period: null,
  last_period: null,
  period: null,
  evidence: false,
  from: [],
  sources: [{ title: "Tall", path: "https://example.no", license: "NLOD-2.0" }],
  references: [],
  columns: [{ name: "ar", type: "SMALLINT", description: words }],
};

const manifest = {
  manifest_version: "2.0",
  scope: { since: "201501", until: "202610", geographies: ["landet"], periods: ["ar"] },
  excerpt: false,
  id: "A",
  version: "1.0.0",
  previous: null,
  title: words,
  description: words,
  synthetic: null,
  license: { data: licence, reference_tables: licence },
  attribution: words,
  source: { name: "Helserefusjon – åpne data", origin: "https://opne-data-api.helserefusjon.no/v1" },
  pull: {
    id: "A",
    first_fetched_at: fetched,
    last_fetched_at: fetched,
    requests: 1,
    reused: 0,
    rows: 1,
    bytes: 9,
    sha256: "ab".repeat(32),
  },
  tool: { name: "helserefusjon", version: "0.1.0", revision: "one" },
  documents: [],
  checks: [],
  drift: [],
} as const;
