// The project's own files, read once for the rules that are tests.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { projectFolder } from "../../src/platform/tool.ts";

export interface Source {
  /** From the project's folder: `src/extract/plan.ts`. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** Every file git knows or would take, whose path matches. */
export function sources(matching: RegExp): readonly Source[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard"];
  const listed = execFileSync("git", args, { cwd: projectFolder, encoding: "utf8" }).split("\n");
  const there = (path: string) => existsSync(join(projectFolder, path));
  return listed.filter((path) => matching.test(path) && there(path)).map(readSource);
}

function readSource(path: string): Source {
  const text = readFileSync(join(projectFolder, path), "utf8");
  return { path, text, lines: text.trimEnd().split("\n") };
}

/** What a file imports: paths from the project's folder for its own files, names for libraries. */
export function importsOf(source: Source): readonly string[] {
  const found = source.text.matchAll(/^(?:import|export)\s[^"';]*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm);
  return [...found].map((match) => {
    const name = match[1] ?? match[2] ?? "";
    return name.startsWith(".") ? normalize(join(dirname(source.path), name)) : name;
  });
}
