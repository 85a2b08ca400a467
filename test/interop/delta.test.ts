// Readers of Delta tables by others, by `make interop`: every version has the rows, types, comments and properties of its release.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { projectFolder } from "../../src/platform/tool.ts";
import { vintage } from "../delta/vintages.ts";
import { publishing } from "../release/published.ts";
import { bucketWith, credentials, startS3Store, usingCredentials } from "../release/s3-store.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const tools = process.env.INTEROP ?? "";
/** The Python with the versions of Spark and DuckDB that have Delta. */
const older = join(tools, "delta", "bin", "python");
const jars = join(tools, "delta", "jars");

/** Publishes three releases as three versions of each table. */
async function publishThree(...to: readonly string[]): Promise<void> {
  for (const day of [1, 2, 3]) {
    const { err, code } = await publishing(
      await vintage(day),
      ...to,
      "--tables",
      "delta",
      "--allow-synthetic",
    );
    expect(code, err).toBe(0);
  }
}

/** What differs between the tables of a place and the files of its releases. */
function differences(python: string, place: string, reader: string, options = {}): readonly string[] {
  const script = join(projectFolder, "test", "interop", "delta.py");
  const args = [script, place, reader, JSON.stringify(options)];
  const { stdout, stderr } = spawnSync(python, args, { encoding: "utf8", maxBuffer: 100_000_000 });
  return z.array(z.string()).parse(stdout === "" ? [stderr] : JSON.parse(stdout));
}

usingCredentials();

describe.skipIf(tools === "")("Delta tables, read by others (make interop)", () => {
  const python = join(tools, "bin", "python");
  const minutes = 60_000;

  it(
    "of a folder, and after pruning, by deltalake and polars",
    async () => {
      const place = await temporaryFolder();
      await publishThree("--to", place);
      expect(differences(python, place, "deltalake")).toEqual([]);
      const pruning = ["--tables", "delta", "--allow-synthetic", "--prune", "--keep", "2"];
      await publishing(await vintage(4), "--to", place, ...pruning);
      expect(differences(python, place, "deltalake")).toEqual([]);
    },
    10 * minutes,
  );

  it(
    "of a bucket, by deltalake and polars",
    async () => {
      const { endpoint } = await startS3Store();
      await publishThree(...bucketWith(endpoint));
      const options = {
        ...credentials,
        AWS_ENDPOINT_URL: endpoint,
        AWS_ALLOW_HTTP: "true",
        AWS_REGION: "us-east-1",
      };
      expect(differences(python, "s3://data/open/numbers", "deltalake", options)).toEqual([]);
    },
    10 * minutes,
  );

  it.skipIf(!existsSync(older))(
    "of a folder, by DuckDB, also after pruning",
    async () => {
      const place = await temporaryFolder();
      await publishThree("--to", place);
      expect(differences(older, place, "duckdb")).toEqual([]);
      const pruning = ["--tables", "delta", "--allow-synthetic", "--prune", "--keep", "2"];
      await publishing(await vintage(4), "--to", place, ...pruning);
      expect(differences(older, place, "duckdb")).toEqual([]);
    },
    10 * minutes,
  );

  it.skipIf(!existsSync(jars))(
    "of a folder after pruning, by Spark, which skips row groups for a filter on takstkode and ar",
    async () => {
      const place = await temporaryFolder();
      await publishThree("--to", place);
      const pruning = ["--tables", "delta", "--allow-synthetic", "--prune", "--keep", "3"];
      await publishing(await vintage(4), "--to", place, ...pruning);
      expect(differences(older, place, "spark", { jars })).toEqual([]);
    },
    30 * minutes,
  );
});
