// The raw store: pulls, each a folder of answers and their receipts. The evidence everything else is made from.
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { ReleaseError } from "../domain/errors.ts";
import { jsonText } from "../domain/json.ts";
import { isPullOf, type Pull } from "../domain/pull.ts";
import { writeWhole } from "../platform/files.ts";
import { PullFolder } from "./pull-folder.ts";
import { pullShape, readShape } from "./stored-shapes.ts";

/** Starts a pull in `<output>/raw/<id>`. */
export async function startPull(output: string, pull: Pull): Promise<PullFolder> {
  const folder = join(output, "raw", pull.id);
  await mkdir(folder, { recursive: true });
  await writeWhole(join(folder, "pull.json"), jsonText(pull));
  return new PullFolder(folder, pull);
}

/** The pull of that id. Throws a ReleaseError where there is none. */
export async function openPull(output: string, id: string): Promise<PullFolder> {
  return await openPullAt(join(output, "raw", id));
}

/** The pull in that folder. Throws a ReleaseError where there is none. */
export async function openPullAt(folder: string): Promise<PullFolder> {
  const pull = await openPullFolder(folder);
  if (pull === undefined) {
    throw new ReleaseError(`Cannot open pull ${basename(folder)}: there is no ${folder}/pull.json`);
  }
  return pull;
}

/** The pull in a folder, wherever that is; undefined where there is none. */
export async function openPullFolder(folder: string): Promise<PullFolder | undefined> {
  const pull = await readShape(join(folder, "pull.json"), pullShape);
  return pull === undefined ? undefined : new PullFolder(folder, pull);
}

/** The pulls of an output folder, newest first: all, or those asked of this origin for just this scope. */
export async function allPulls(output: string, asked?: Omit<Pull, "id">): Promise<readonly PullFolder[]> {
  const raw = join(output, "raw");
  if (!existsSync(raw)) return [];
  const ids = (await readdir(raw)).filter((id) => existsSync(join(raw, id, "pull.json")));
  const pulls = await Promise.all(
    ids
      .sort()
      .reverse()
      .map((id) => openPull(output, id)),
  );
  return asked === undefined ? pulls : pulls.filter(({ pull }) => isPullOf(pull, asked));
}
