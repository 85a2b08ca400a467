// SQL files in a folder: found, ordered by what they read, rejected by name.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ModelError } from "../../src/domain/errors.ts";
import { openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { findModels, layers } from "../../src/transform/models.ts";
import { temporaryFolder } from "../temporary-folder.ts";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ file: ":memory:" });
});
afterAll(() => warehouse.close());

async function ordered(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = await temporaryFolder();
  for (const layer of layers) await mkdir(join(folder, layer), { recursive: true });
  for (const [name, sql] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), sql);
  }
  const models = await findModels(warehouse, { folder, layers });
  return models.map((model) => `${model.layer}.${model.name}`);
}

describe("findModels()", () => {
  it("runs every file after what it reads, ties by name", async () => {
    expect(
      await ordered({
        "marts/b.sql": "select * from intermediate.z",
        "marts/a.sql": "select * from staging.y join (select * from staging.x) using (k)",
        "intermediate/z.sql": "select * from intermediate.a_later",
        "intermediate/a_later.sql": "with own as (select * from staging.x) select * from own",
        "staging/x.sql": "select * from raw.x",
        "staging/y.sql": "select * from raw.y where exists (from staging.x)",
      }),
    ).toEqual(["staging.x", "staging.y", "intermediate.a_later", "intermediate.z", "marts.a", "marts.b"]);
  });

  it("names the files of a cycle, and says what to do", async () => {
    const cycle = ordered({
      "intermediate/a.sql": "from intermediate.b",
      "intermediate/b.sql": "from intermediate.c",
      "intermediate/c.sql": "from intermediate.a",
    });
    await expect(cycle).rejects.toThrow(ModelError);
    await expect(cycle).rejects.toThrow(
      "intermediate.a → intermediate.b → intermediate.c → intermediate.a read each other in a cycle. Remove one of these references",
    );
  });

  it("rejects a file that is not one SELECT, naming it", async () => {
    await expect(ordered({ "marts/a.sql": "selec 1" })).rejects.toThrow(
      /marts\/a\.sql as one SELECT: .*selec/,
    );
    await expect(ordered({ "marts/a.sql": "drop table x" })).rejects.toThrow(/marts\/a\.sql as one SELECT/);
    await expect(ordered({ "marts/a.sql": "select 1; select 2" })).rejects.toThrow(
      /marts\/a\.sql as one SELECT: .*\. Correct the file$/,
    );
  });
});
