// The name, version and revision of this program.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

export interface Tool {
  readonly name: string;
  readonly version: string;
  /** The git revision, with `-dirty` if files were changed since; `unknown` if it was built outside a checkout. */
  readonly revision: string;
}

/** The project's folder, with package.json, sql/ and dist/. */
export const projectFolder = folderOfPackage(import.meta.dirname);

/** The built command line, for processes of its own. */
export const builtProgram = join(projectFolder, "dist", "main.js");

/** Sources and built files lie at different depths below package.json. */
function folderOfPackage(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  if (dirname(folder) === folder) throw new Error(`No package.json in a folder above ${import.meta.dirname}`);
  return folderOfPackage(dirname(folder));
}

/** Reads name and version from package.json, and the revision from git or, in an installed package, from the build. */
export function thisTool(): Tool {
  const { name, version } = z
    .object({ name: z.string(), version: z.string() })
    .parse(readJson("package.json"));
  return { name, version, revision: revision() };
}

/** An installed package may lie in somebody else's repository, whose revision is not ours. */
function revision(): string {
  if (existsSync(join(projectFolder, ".git"))) return revisionOfCheckout();
  return z.object({ revision: z.string() }).parse(readJson(join("dist", "revision.json"))).revision;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(projectFolder, path), "utf8"));
}

/** The revision of the sources by git; `unknown` without git or in a folder that is no checkout. */
export function revisionOfCheckout(): string {
  if (!existsSync(join(projectFolder, ".git"))) return "unknown";
  try {
    const revision = execFileSync("git", ["describe", "--always", "--dirty", "--abbrev=12"], {
      cwd: projectFolder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return revision.trim();
  } catch {
    // A checkout can be used without git.
    return "unknown";
  }
}

/** The User-Agent of this program. */
export function userAgent(tool: Tool): string {
  return `${tool.name}/${tool.version} (open data dump)`;
}
