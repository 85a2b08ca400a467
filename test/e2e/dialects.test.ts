// Whatever way the API may turn out to write, the numbers published are the same.
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { smallTables } from "../small-release.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { differences } from "./differences.ts";
import { pulling } from "./pulling.ts";

const names = ["awkward", "american", "java", "legacy", "terse"] as const;

/** Made of other tables or of none of the API's answers: they show no more of a dialect. `make matrix` makes them too. */
const leftOut = [
  ...["avstemming", "avstemming_satser", "takstbruk_kommune_ar_gjeldende", "takstbruk_fylke_ar_gjeldende"],
  ...["dekning", "kommuner", "fylker", "kommune_endringer", "kommune_innbyggere", "innbyggere_gjeldende"],
];
const datasets = registry.datasets.map(({ name }) => name).filter((name) => !leftOut.includes(name));

describe("what is made of an API that writes in the dialect", () => {
  it.each(names)("%s holds the same rows as that of the documented one", async (dialect) => {
    const fagomraader = ["LE"];
    const folder = await smallTables({
      dialect,
      more: ["--fagomraader", "LE", "--datasets", datasets.join(",")],
    });
    expect(await differences({ folder, dialect, fagomraader }, leftOut)).toEqual([]);
  });

  it("is tried with every dialect there is", () => {
    expect(new Set(["documented", ...names])).toEqual(new Set(Object.keys(dialects)));
  });

  it("is the same whichever root is asked, since the answers are", async () => {
    const { pull, emulator } = await pulling({});
    const current = await pull();
    const old = await pull({ address: emulator.oldOrigin, output: await temporaryFolder() });
    expect(old.summary).toMatchObject({ sha256: current.summary.sha256, rows: current.summary.rows });
    expect(old.pull.folder).not.toBe(current.pull.folder);
  });
});
