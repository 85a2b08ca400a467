// The build in an output's warehouse: build.json, which names every file it was made from and every file it made by hash.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { type Build, type CheckResult, failedText } from "../domain/build.ts";
import { CheckError, ReleaseError } from "../domain/errors.ts";
import { jsonText } from "../domain/json.ts";
import { checkSchema, driftSchema, pullSchema, scopeSchema } from "../domain/manifest.ts";
import type { Digest } from "../domain/receipt.ts";
import { digestIfThere, readIfThere, writeWhole } from "../platform/files.ts";
import { digestShape } from "./stored-shapes.ts";

/** Changes when an older version could not read the file, or would misread it. */
const buildVersion = "2";

const files = z.record(z.string(), digestShape);

const buildSchema: z.ZodType<Build> = z.object({
  pull: z.string().min(1),
  scope: scopeSchema,
  summary: pullSchema.omit({ id: true }).extend({
    evidence_sha256: z.string(),
    source: z.object({ origin: z.string().min(1), synthetic: z.string().min(1).nullable() }),
  }),
  sql: files,
  datasets: z
    .array(
      z.object({
        name: z.string().regex(/^[a-z][a-z0-9_]*$/),
        rows: z.int().nonnegative(),
        first_period: z.string().nullable(),
        last_period: z.string().nullable(),
      }),
    )
    .min(1),
  marts: files,
  checks: z.array(checkSchema),
  drift: z.array(driftSchema),
});

const sealed = z.looseObject({ build_version: z.string(), sha256: z.string() });

/** Writes the build down, with a hash of all it says. */
export async function keepBuild(output: string, build: Build): Promise<void> {
  const said = { build_version: buildVersion, ...build };
  await writeWhole(buildFile(output), jsonText({ ...said, sha256: sealOf(said) }));
}

/** The build in an output's warehouse. ReleaseError when it is missing or altered, CheckError when a check failed. */
export async function readBuild(output: string): Promise<Build> {
  const build = await openBuild(output);
  if (build === undefined) {
    throw new ReleaseError(
      `Cannot release ${output} as it must hold a build: found no ${buildFile(output)}; run transform first`,
    );
  }
  const failed = failedChecks(build);
  if (failed.length === 0) return build;
  throw new CheckError(
    `Cannot release as ${failed.length} checks failed:\n${failed.map(lineOf).join("\n")}`,
    {
      facts: { checks: failed.map(({ name }) => name).join(","), failed: failed.length },
    },
  );
}

/** The pull whose build stands in the warehouse but must not be released, for its checks failed; undefined for none. */
export async function refusedPull(output: string): Promise<string | undefined> {
  try {
    const build = await openBuild(output);
    return build !== undefined && failedChecks(build).length > 0 ? build.pull : undefined;
  } catch (error) {
    // A build that is damaged refuses no pull: transform makes it anew.
    if (error instanceof ReleaseError) return undefined;
    throw error;
  }
}

/** Throws a ReleaseError that names the first table which is not the one transform wrote. */
export async function refuseAlteredMarts(output: string, build: Build): Promise<void> {
  for (const { name } of build.datasets) {
    const path = martFile(output, name);
    refuseOtherMart(build, { name, path, found: await digestIfThere(path) });
  }
}

/** The same for one table, of which this was found. */
export function refuseOtherMart(
  { marts }: Build,
  { name, path, found }: { readonly name: string; readonly path: string; readonly found: Digest | undefined },
): void {
  const promised = marts[name];
  if (promised !== undefined && found?.sha256 === promised.sha256) return;
  const expected = promised === undefined ? "the file build.json names" : `SHA-256 ${promised.sha256}`;
  throw new ReleaseError(
    `Cannot release ${path} as transform wrote it: expected ${expected}, found ${found === undefined ? "no file" : `SHA-256 ${found.sha256}`}; run transform again`,
  );
}

/** The Parquet file of a table in an output's warehouse. */
export function martFile(output: string, name: string): string {
  return join(output, "warehouse", "marts", `${name}.parquet`);
}

async function openBuild(output: string): Promise<Build | undefined> {
  const path = buildFile(output);
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const again = "run transform again";
  const found = sealed.safeParse(jsonOf(text, path));
  if (!found.success) throw new ReleaseError(`Cannot read ${path} as a build of this version; ${again}`);
  const { sha256, ...said } = found.data;
  if (said.build_version !== buildVersion)
    throw new ReleaseError(
      `Cannot read ${path}: expected build_version ${buildVersion}, found ${said.build_version}; ${again}`,
    );
  if (sha256 !== sealOf(said))
    throw new ReleaseError(`Cannot trust ${path}: it was altered after transform wrote it; ${again}`);
  const parsed = buildSchema.safeParse(said);
  if (parsed.success) return parsed.data;
  throw new ReleaseError(
    `Cannot read ${path}: ${z.prettifyError(parsed.error).replaceAll("\n", " ")}; ${again}`,
  );
}

function sealOf(said: object): string {
  return createHash("sha256").update(jsonText(said)).digest("hex");
}

function buildFile(output: string): string {
  return join(output, "warehouse", "build.json");
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReleaseError(`Cannot read ${path} as it must be JSON; run transform again`, { cause });
  }
}

function failedChecks({ checks }: Build): readonly CheckResult[] {
  return checks.filter((check) => check.severity === "error" && check.failed > 0);
}

function lineOf(check: CheckResult): string {
  const [row] = check.sample;
  const example = row === undefined ? "" : `, such as ${JSON.stringify(row)}`;
  return `${check.name} (${check.check.en}): ${failedText(check)}${example}`;
}
