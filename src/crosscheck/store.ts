// Crosschecks on disk: a folder each, with what was asked for in every representation and what was found.
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Crosscheck, crosscheckSchema } from "../domain/crosscheck.ts";

import { jsonText } from "../domain/json.ts";
import { writeWhole } from "../platform/files.ts";
import { readShape } from "../stores/stored-shapes.ts";

/** The folder of the crosscheck of that id. */
export function crosscheckFolder(output: string, id: string): string {
  return join(output, "crosscheck", id);
}

/** Writes what a crosscheck found into its folder, last of all. */
export async function keepCrosscheck(output: string, found: Crosscheck): Promise<void> {
  await writeWhole(join(crosscheckFolder(output, found.id), "crosscheck.json"), jsonText(found));
}

/** The newest crosscheck of the same source, or undefined where there is none. */
export async function newestCrosscheck(output: string, origin: string): Promise<Crosscheck | undefined> {
  const all = join(output, "crosscheck");
  if (!existsSync(all)) return undefined;
  for (const id of (await readdir(all)).sort().reverse()) {
    const found = await readShape(join(all, id, "crosscheck.json"), crosscheckSchema);
    if (found?.source.origin === origin) return found;
  }
  return undefined;
}
