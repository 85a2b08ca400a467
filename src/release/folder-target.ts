// A folder as a target: what a web server serves, or a disk that others mount.
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { writing } from "../platform/file-errors.ts";
import { filesBelow, syncFolder } from "../platform/files.ts";
import { openPlain, plainDigest, reading } from "../stores/release-files.ts";
import type { Target } from "./target.ts";

/** The folder, which is made when the first object is stored. Each object appears whole, by one rename. */
export function folderTarget(folder: string): Target {
  const pathOf = (key: string) => join(folder, ...key.split("/"));
  return {
    name: folder,
    head: (key) => plainDigest(pathOf(key)),
    put: async (key, { open }) => {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const aside = `${path}.partial`;
      await writing(aside, () => pipeline(open(), createWriteStream(aside, { flush: true })));
      await rename(aside, path);
      await syncFolder(dirname(path));
    },
    get: async (key, use) => {
      const file = await openPlain(pathOf(key));
      return file && (await use(file.createReadStream({ highWaterMark: 1 << 20 })));
    },
    list: () => reading(folder, () => filesBelow(folder)),
    remove: async (key) => {
      await rm(pathOf(key));
      await removeEmpty(dirname(pathOf(key)), folder);
    },
  };
}

async function removeEmpty(folder: string, root: string): Promise<void> {
  if (folder === root || (await readdir(folder)).length > 0) return;
  await rmdir(folder);
  await removeEmpty(dirname(folder), root);
}
