// The version of the data: which number rises for which change, and which version is newer.
import { describe, expect, it } from "vitest";
import { compareVersions, highestLevel, nextVersion } from "../../src/domain/version.ts";

describe("the version of the data", () => {
  it.each([
    ["major", "2.0.0"],
    ["minor", "1.10.0"],
    ["patch", "1.9.4"],
    ["none", "1.9.3"],
  ] as const)("rises from 1.9.3 for a %s change to %s", (level, expected) => {
    expect(nextVersion("1.9.3", level)).toBe(expected);
  });

  it("is compared number by number, not as text", () => {
    const versions = ["1.10.0", "2.0.0", "1.9.3", "1.9.12"];
    expect([...versions].sort(compareVersions)).toEqual(["1.9.3", "1.9.12", "1.10.0", "2.0.0"]);
    expect(compareVersions("1.0.0", "1.0.0")).toBe(0);
  });

  it("follows the change that asks most of readers", () => {
    expect(highestLevel(["patch", "major", "minor"])).toBe("major");
    expect(highestLevel(["none", "patch"])).toBe("patch");
    expect(highestLevel([])).toBe("none");
  });
});
