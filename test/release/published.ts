// Releases to publish, and the command line that publishes them, for tests.
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runProgram } from "../../src/cli/program.ts";
import type { Manifest } from "../../src/domain/manifest.ts";
import { promoteRelease, stageRelease } from "../../src/stores/release-store.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { describedBy, manifestOf } from "../stores/small-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";

export const pull = (day: number) => `202611${String(day).padStart(2, "0")}T052800Z`;

/** The folder of a release of one small CSV file, a note and these documents, made from the pull of a day in November 2026. */
export async function releaseOf(
  day: number,
  change: Partial<Manifest> = {},
  documents: Parameters<typeof describedBy>[1] = [],
): Promise<string> {
  const id = pull(day);
  const fetched = `2026-11-${String(day).padStart(2, "0")}T05:28:00Z`;
  const staged = await stageRelease(await temporaryFolder(), id);
  await writeFile(join(staged.folder, "tall.csv"), `ar\n${2000 + day}\n`);
  const manifest = await manifestOf(join(staged.folder, "tall.csv"));
  const requested = { ...manifest.pull, id, first_fetched_at: fetched, last_fetched_at: fetched };
  const { folder } = await promoteRelease(
    staged,
    describedBy({ ...manifest, pull: requested, ...change }, documents),
  );
  return folder;
}

/** The same with a catalogue, as every real release has: with addresses below a base, or without any. */
export async function releaseWithCatalogue(day: number, base = "urn:uuid:1#"): Promise<string> {
  return await releaseOf(day, {}, [catalogueAt(base, day)]);
}

export function catalogueAt(base: string, day = 1) {
  const graph = [{ "@id": `${base}catalog`, "@type": "dcat:Catalog", "dct:modified": `2026-11-${day}` }];
  return { path: "dcat.jsonld", text: JSON.stringify({ "@graph": graph }) };
}

/** What latest.json of a folder says. */
export function pointerIn(place: string) {
  return JSON.parse(readFileSync(join(place, "latest.json"), "utf8"));
}

/** Runs `helserefusjon publish` with these words. */
export async function publishing(...argv: readonly string[]) {
  const context = capturedContext();
  const code = await runProgram(["publish", ...argv], context);
  return { code, out: context.out(), err: context.err(), waits: context.effects.waits };
}
