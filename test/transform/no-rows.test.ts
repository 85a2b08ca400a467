// A pull in which most endpoints have no rows, or were not requested, is transformed like any other.
import { join } from "node:path";
import { expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { transform } from "../../src/transform/transform.ts";
import { pulling } from "../e2e/pulling.ts";
import { temporaryFolder } from "../temporary-folder.ts";

it("makes every table, also those of which no row was answered", async () => {
  const { pull } = await pulling({});
  const extracted = await pull();
  const { endpoints, datasets } = registry;
  const built = await transform({
    output: await temporaryFolder(),
    sql: join(projectFolder, "sql"),
    pull: extracted.pull,
    endpoints,
    datasets,
    memoryLimit: "512MB",
    threads: 1,
    tolerance: 25,
    report: () => {},
  });
  expect(built.datasets).toHaveLength(datasets.length);
  expect(built.datasets).toContainEqual(
    expect.objectContaining({ name: "takstbruk_kommune_maned", rows: 0 }),
  );
});
