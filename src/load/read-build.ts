// What the transform left in the warehouse, read and trusted only whole: the build and its checks.
import { join } from "node:path";
import { z } from "zod";
import type { Build, CheckResult } from "../domain/build.ts";
import { CheckError, ReleaseError } from "../domain/errors.ts";
import { checkSchema, driftSchema, pullSchema, scopeSchema } from "../domain/manifest.ts";
import { readIfThere } from "../platform/files.ts";

const buildSchema: z.ZodType<Build> = z.object({
  pull: z.string().min(1),
  scope: scopeSchema,
  summary: pullSchema.omit({ id: true }).extend({
    evidence_sha256: z.string(),
    source: z.object({ origin: z.string().min(1), synthetic: z.string().min(1).nullable() }),
  }),
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
  checks: z.array(checkSchema),
  drift: z.array(driftSchema),
});

/** The build in an output's warehouse. ReleaseError when it is missing or not whole, CheckError when a check failed. */
export async function readBuild(output: string): Promise<Build> {
  const path = buildFile(output);
  const text = await readIfThere(path);
  if (text === undefined) {
    throw new ReleaseError(
      `Cannot release ${output} as it must hold a build: found no ${path}; run transform first`,
    );
  }
  const parsed = buildSchema.safeParse(jsonOf(text, path));
  if (!parsed.success) {
    throw new ReleaseError(
      `Cannot release ${path} as it must be a whole build: ${z.prettifyError(parsed.error)}`,
    );
  }
  const failed = failedChecks(parsed.data);
  if (failed.length === 0) return parsed.data;
  throw new CheckError(`Cannot release as ${failed.length} checks failed:\n${failed.map(lineOf).join("\n")}`);
}

/** The pull whose build stands in the warehouse but must not be released, for its checks failed; undefined for none. */
export async function refusedPull(output: string): Promise<string | undefined> {
  const text = await readIfThere(buildFile(output));
  const parsed = buildSchema.safeParse(text === undefined ? undefined : jsonOf(text, buildFile(output)));
  return parsed.success && failedChecks(parsed.data).length > 0 ? parsed.data.pull : undefined;
}

function buildFile(output: string): string {
  return join(output, "warehouse", "build.json");
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ReleaseError(`Cannot release ${path} as it must be JSON`, { cause });
  }
}

function failedChecks({ checks }: Build): readonly CheckResult[] {
  return checks.filter((check) => check.severity === "error" && check.failed > 0);
}

function lineOf(check: CheckResult): string {
  const [row] = check.sample;
  return `${check.name} (${check.claim}): ${check.failed} rows${row === undefined ? "" : `, such as ${JSON.stringify(row)}`}`;
}
