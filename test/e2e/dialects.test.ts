// Whatever way the API may turn out to write, the numbers published are the same.
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { smallTables } from "../small-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { differences } from "./differences.ts";
import { pulling } from "./pulling.ts";

const same = ["awkward", "american", "java", "legacy", "terse", "hostile", "two-lists"] as const;

/** Dialects whose answers could mean two things, and the sentence that rejects each. */
const rejected = [
  [
    "thousands",
    /antall_regninger in row 1 of takstbruk_fylke_ar\/fagomraade-BE.* without thousands separators .*, found "/,
  ],
  [
    "placeless",
    /missing field behandler_fylke \(takstbruk_fylke_ar\/fagomraade-BE.* has no behandler_fylke in any of its rows \(\d+\)\)/,
  ],
] as const;

/** Made of other tables or of none of the API's answers: they show no more of a dialect. `make matrix` makes them too. */
const leftOut = [
  ...["avstemming", "avstemming_satser", "takstbruk_kommune_ar_gjeldende", "takstbruk_fylke_ar_gjeldende"],
  ...["dekning", "kommuner", "fylker", "kommune_endringer", "kommune_innbyggere", "innbyggere_gjeldende"],
];
const datasets = registry.datasets.map(({ name }) => name).filter((name) => !leftOut.includes(name));

describe("what is made of an API that writes in the dialect", () => {
  it.each(same)("%s holds the same rows as that of the documented one", async (dialect) => {
    const fagomraader = ["LE"];
    const folder = await smallTables({
      dialect,
      more: ["--fagomraader", "LE", "--datasets", datasets.join(",")],
    });
    expect(await differences({ folder, dialect, fagomraader }, leftOut)).toEqual([]);
  });

  it.each(rejected)(
    "%s is rejected with the name of the request, the field and the value",
    async (dialect, says) => {
      const scope = ["--geographies", "fylke", "--periods", "ar", "--fagomraader", "LE,BE"];
      await expect(smallTables({ dialect, more: scope })).rejects.toThrow(says);
    },
  );

  it("is the same whichever root is used, because the answers are", async () => {
    const { pull, emulator } = await pulling({});
    const current = await pull();
    const old = await pull({ address: emulator.oldOrigin, output: await temporaryFolder() });
    expect(old.summary).toMatchObject({ sha256: current.summary.sha256, rows: current.summary.rows });
    expect(old.pull.folder).not.toBe(current.pull.folder);
    const twin = await pulling({ dialect: dialects.twin });
    expect(twin.emulator.origin).toMatch(/\/helserefusjon\/v1$/);
    expect((await twin.pull()).summary.sha256).toBe(current.summary.sha256);
  });

  it("is tried with every dialect there is", () => {
    const others = rejected.map(([name]) => name);
    expect(new Set(["documented", "twin", ...same, ...others])).toEqual(new Set(Object.keys(dialects)));
  });
});
