// Where changes are kept: a folder for each step from one release to the next, beside the releases, never in one.
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { jsonText, syncFolder, writeWhole } from "../platform/files.ts";
import type { KeptChanges } from "./diff-changes.ts";
import { changesText } from "./diff-text.ts";

/** An empty folder for a comparison whose end is not known yet; what an earlier one left there is removed. */
export async function stageChanges(output: string): Promise<string> {
  const folder = join(output, "changes", ".staging");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
}

/** Removes what was staged; nothing where it was kept. */
export async function discardChanges(staged: string): Promise<void> {
  await rm(staged, { recursive: true, force: true });
}

/**
 * Adds changes.json and changes.md to the staged files and names the folder `<old>--<new>`, in place of one of that name:
 * the same two releases always give the same changes. Gives the folder.
 */
export async function keepChanges(staged: string, changes: KeptChanges): Promise<string> {
  const parent = join(staged, "..");
  const folder = join(parent, `${changes.old.id}--${changes.new.id}`);
  await writeWhole(join(staged, "changes.json"), jsonText(changes));
  await writeWhole(join(staged, "changes.md"), changesText(changes));
  await rm(folder, { recursive: true, force: true });
  await rename(staged, folder);
  await syncFolder(parent);
  return folder;
}
