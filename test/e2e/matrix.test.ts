// The full matrix, by `make matrix`: a release from every dialect in every representation, of all fagområder and months.
import { describe, expect, it } from "vitest";
import { dialects } from "../../src/emulator/dialects.ts";
import { smallRelease } from "../small-release.ts";
import { differences } from "./differences.ts";

const names = ["documented", "awkward", "american", "java", "legacy", "terse", "hostile", "twin"] as const;
const forms = ["json", "xml", "csv", "xlsx"] as const;
const matrix = names.flatMap((dialect) => forms.map((form) => [dialect, form] as const));

describe.runIf(process.env.MATRIX === "full")(
  "a release from an API that writes in the dialect, requested as",
  () => {
    it.each(matrix)("%s %s holds the same rows as the golden one", async (dialect, form) => {
      expect(Object.keys(dialects)).toEqual(expect.arrayContaining([...names]));
      const folder = await smallRelease({ dialect, more: form === "json" ? [] : ["--representation", form] });
      expect(await differences({ folder, dialect }, ["dekning"])).toEqual([]);
    });
  },
);
