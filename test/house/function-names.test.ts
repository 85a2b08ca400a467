// The names of functions: one name means one thing in the whole code.
import { describe, expect, it } from "vitest";
import { sources } from "./sources.ts";

/** Programs of their own: the emulator answers with its own words for rows and values, and the page runs in browsers. */
const programs = /^src\/(catalogue|emulator)\//;

/** The files that declare a function at top level, exported or not, by its name. */
const filesByName = new Map<string, string[]>();
for (const { path, lines } of sources(/^src\/.*\.ts$/)) {
  if (programs.test(path)) continue;
  for (const line of lines) {
    const name = /^(?:export )?(?:async )?function\*? (\w+)/.exec(line)?.[1];
    if (name !== undefined) filesByName.set(name, [...(filesByName.get(name) ?? []), path]);
  }
}

const shared = [...filesByName].filter(([, files]) => new Set(files).size > 1);

describe("the name of a function", () => {
  it("is declared in one file only", () => {
    expect(shared.map(([name, files]) => `${name} in ${files.join(", ")}`)).toEqual([]);
  });
});
