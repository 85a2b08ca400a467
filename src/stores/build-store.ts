// build.json in the warehouse: the hash of each file that transform read or wrote, and the results of the checks.

import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { type Build, type CheckResult, failedText } from "../domain/build.ts";
import { CheckError, ReleaseError } from "../domain/errors.ts";
import { jsonText } from "../domain/json.ts";
import { checkSchema, driftSchema, pullSchema, scopeSchema } from "../domain/manifest.ts";
import { counted } from "../domain/markdown.ts";
import type { Digest } from "../domain/receipt.ts";
import { digestIfThere, readIfThere, writeWhole } from "../platform/files.ts";
import { digestShape, parseJson } from "./stored-shapes.ts";

/** Raised if an older version of this tool could not read the file, or would misread it. */
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

/** Writes the build, with a hash of its content. */
export async function storeBuild(output: string, build: Build): Promise<void> {
  const content = { build_version: buildVersion, ...build };
  await writeWhole(buildFile(output), jsonText({ ...content, sha256: sealOf(content) }));
}

/** The build in the warehouse. Throws a ReleaseError if it is missing or altered, and a CheckError if a check failed. */
export async function readBuild(output: string): Promise<Build> {
  const build = await openBuild(output);
  if (build === undefined) {
    const file = buildFile(output);
    throw new ReleaseError(`Cannot make a release: there is no ${file}. Run transform first`, {
      facts: { file },
    });
  }
  const failed = failedChecks(build);
  if (failed.length === 0) return build;
  throw new CheckError(
    `Cannot make a release of pull ${build.pull}: ${counted(failed.length, "check")} failed:\n${failed.map(checkLine).join("\n")}`,
    {
      facts: { pull: build.pull, checks: failed.map(({ name }) => name).join(","), failed: failed.length },
    },
  );
}

/** The pull of the build in the warehouse, if one of its checks failed. */
export async function rejectedPull(output: string): Promise<string | undefined> {
  try {
    const build = await openBuild(output);
    return build !== undefined && failedChecks(build).length > 0 ? build.pull : undefined;
  } catch (error) {
    // Transform replaces a damaged build, so that it does not reject its pull.
    if (error instanceof ReleaseError) return undefined;
    throw error;
  }
}

/** Throws a ReleaseError that names the first table whose file transform did not write. */
export async function assertMartsUnaltered(output: string, build: Build): Promise<void> {
  for (const { name } of build.datasets) {
    const path = martFile(output, name);
    assertMartUnaltered(build, { name, path, found: await digestIfThere(path) });
  }
}

/** Throws a ReleaseError if the file found for a table is not the one that transform wrote. */
export function assertMartUnaltered(
  { marts }: Build,
  { name, path, found }: { readonly name: string; readonly path: string; readonly found: Digest | undefined },
): void {
  const expected = marts[name]?.sha256;
  if (expected !== undefined && found?.sha256 === expected) return;
  const hashes = { expected: expected ?? "none in build.json", found: found?.sha256 ?? "no file" };
  throw new ReleaseError(
    `Cannot release ${path}: transform did not write this file. Expected SHA-256 ${hashes.expected}, found ${hashes.found}. ${again}`,
    { facts: { file: path, ...hashes } },
  );
}

/** The Parquet file of a table in the warehouse. */
export function martFile(output: string, name: string): string {
  return join(output, "warehouse", "marts", `${name}.parquet`);
}

async function openBuild(output: string): Promise<Build | undefined> {
  const path = buildFile(output);
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const cannotRead = (why: string, facts = {}) =>
    new ReleaseError(`Cannot read ${path}: ${why}. ${again}`, { facts: { file: path, ...facts } });
  const found = sealed.safeParse(parseJson(text, { place: path, next: again }));
  if (!found.success) throw cannotRead("it is no build of this version");
  const { sha256, ...content } = found.data;
  if (content.build_version !== buildVersion) {
    const versions = { expected: buildVersion, found: content.build_version };
    throw cannotRead(`expected build_version ${versions.expected}, found ${versions.found}`, versions);
  }
  if (sha256 !== sealOf(content)) throw cannotRead("it was altered after transform wrote it");
  const parsed = buildSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw cannotRead(z.prettifyError(parsed.error).replaceAll("\n", " "));
}

/** What to do about a build that cannot be used. */
const again = "Run transform again";

function sealOf(content: object): string {
  return createHash("sha256").update(jsonText(content)).digest("hex");
}

function buildFile(output: string): string {
  return join(output, "warehouse", "build.json");
}

function failedChecks({ checks }: Build): readonly CheckResult[] {
  return checks.filter((check) => check.severity === "error" && check.failed > 0);
}

function checkLine(check: CheckResult): string {
  const [row] = check.sample;
  const example = row === undefined ? "" : `, such as ${JSON.stringify(row)}`;
  return `${check.name} (${check.check.en}): ${failedText(check)}${example}`;
}
