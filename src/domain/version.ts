// The version of the data: SemVer by the recipe of Data Package, so that its number shows what may break.
import type { ChangedRows } from "./manifest.ts";

/** How much a change affects readers of the data, from most to least. */
export type ChangeLevel = "major" | "minor" | "patch" | "none";

/** The place of a release in the series of its kind. */
export interface Succession {
  /** SemVer: `1.2.0`. */
  readonly version: string;
  /** The release of the same kind before it; null for the first. */
  readonly previous: { readonly id: string; readonly version: string } | null;
  /** The number of rows that differ from it by dataset; absent for the first. */
  readonly changes?: readonly ChangedRows[];
}

/** The place of the first release of its kind. */
export const firstRelease: Succession = { version: "1.0.0", previous: null };

/** The next version for a change of this level; the same version if nothing changed. */
export function nextVersion(version: string, level: ChangeLevel): string {
  const [major, minor, patch] = numbersIn(version);
  if (level === "major") return `${major + 1}.0.0`;
  if (level === "minor") return `${major}.${minor + 1}.0`;
  return level === "patch" ? `${major}.${minor}.${patch + 1}` : version;
}

/** Below 0 if the first version is older, above 0 if it is newer. */
export function compareVersions(one: string, other: string): number {
  const others = numbersIn(other);
  const differences = numbersIn(one).map((part, at) => part - (others[at] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

const levels: readonly ChangeLevel[] = ["major", "minor", "patch", "none"];

/** The highest of these levels. */
export function highestLevel(found: readonly ChangeLevel[]): ChangeLevel {
  return levels.find((level) => found.includes(level)) ?? "none";
}

function numbersIn(version: string): [major: number, minor: number, patch: number] {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return [major, minor, patch];
}
