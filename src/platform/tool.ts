// What this program is: its name, its version and the revision of the code that runs.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export interface Tool {
  readonly name: string;
  readonly version: string;
  /** The git revision, with `-dirty` where files were changed since; `unknown` outside a checkout. */
  readonly revision: string;
}

/** The project's folder: where package.json and sql/ are. */
export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Reads name and version from package.json and the revision from git. */
export function thisTool(): Tool {
  const text = readFileSync(join(projectFolder, "package.json"), "utf8");
  const { name, version } = z.object({ name: z.string(), version: z.string() }).parse(JSON.parse(text));
  return { name, version, revision: revision() };
}

function revision(): string {
  try {
    const revision = execFileSync("git", ["describe", "--always", "--dirty", "--abbrev=12"], {
      cwd: projectFolder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return revision.trim();
  } catch {
    // No git, or no checkout: a tarball of the project is a fine place to run from.
    return "unknown";
  }
}

/** How this program names itself to a server. */
export function userAgent(tool: Tool): string {
  return `${tool.name}/${tool.version} (open data dump)`;
}
