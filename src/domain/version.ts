// The version of the data: SemVer by the recipe of Data Package, so that a reader knows from the number what may break.
import type { ChangedRows } from "./measured.ts";

/** How much a change asks of who reads the data, from most to least. */
export type ChangeLevel = "major" | "minor" | "patch" | "none";

/** Where a release stands among those of its kind. */
export interface Succession {
  /** SemVer: `1.2.0`. */
  readonly version: string;
  /** The release of the same kind before it; null for the first. */
  readonly previous: { readonly id: string; readonly version: string } | null;
  /** How many rows of which datasets differ from it; absent for the first. */
  readonly changes?: readonly ChangedRows[];
}

/** Where the first release of its kind stands. */
export const firstRelease: Succession = { version: "1.0.0", previous: null };

/** The version after this one for a change of this level; without a change it stays. */
export function nextVersion(version: string, level: ChangeLevel): string {
  const [major, minor, patch] = partsOf(version);
  if (level === "major") return `${major + 1}.0.0`;
  if (level === "minor") return `${major}.${minor + 1}.0`;
  return level === "patch" ? `${major}.${minor}.${patch + 1}` : version;
}

/** Below 0 where the first version is older, above 0 where it is newer. */
export function compareVersions(one: string, other: string): number {
  const others = partsOf(other);
  const differences = partsOf(one).map((part, at) => part - (others[at] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

const levels: readonly ChangeLevel[] = ["major", "minor", "patch", "none"];

/** The one that asks most; none of none. */
export function highestLevel(found: readonly ChangeLevel[]): ChangeLevel {
  return levels.find((level) => found.includes(level)) ?? "none";
}

function partsOf(version: string): [major: number, minor: number, patch: number] {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  return [major, minor, patch];
}
