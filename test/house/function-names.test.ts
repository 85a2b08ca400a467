// The names of functions: one name means one thing in the whole code.
import { describe, expect, it } from "vitest";
import { sources } from "./sources.ts";

/** Folders that still share names with each other. The list may only become shorter. */
const undone: readonly string[] = [
  "build",
  "catalogue",
  "cli",
  "emulator",
  "geography",
  "load",
  "metadata",
  "pages",
  "probe",
  "release",
  "stores",
  "transform",
];

/** The files that declare a function at top level, exported or not, by its name. */
const filesByName = new Map<string, string[]>();
for (const { path, lines } of sources(/^src\/.*\.ts$/)) {
  for (const line of lines) {
    const name = /^(?:export )?(?:async )?function\*? (\w+)/.exec(line)?.[1];
    if (name !== undefined) filesByName.set(name, [...(filesByName.get(name) ?? []), path]);
  }
}

const shared = [...filesByName].filter(([, files]) => new Set(files).size > 1);

describe("the name of a function", () => {
  it("is declared in one file only", () => {
    const found = shared.filter(([, files]) => files.some((path) => !undone.includes(folderOf(path))));
    expect(found.map(([name, files]) => `${name} in ${files.join(", ")}`)).toEqual([]);
  });
});

function folderOf(path: string): string {
  return path.split("/")[1] ?? "";
}
