// What is wrong with a recording: nothing, where the pipeline can read it should.

import { join } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { runProgram } from "../../src/cli/program.ts";
import { offeredBy, pathIn } from "../../src/domain/endpoint.ts";
import { endpointsOf } from "../../src/domain/registry.ts";
import { startReplay } from "../../src/emulator/replay.ts";
import { extract } from "../../src/extract/extract.ts";
import { placeNumbers } from "../../src/geography/place-numbers.ts";
import { digestOf } from "../../src/platform/files.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { listIn } from "../../src/probe/probe.ts";
import { probes } from "../../src/probe/probes.ts";
import { openTrial, type Trial, type Tried } from "../../src/probe/trial.ts";
import { openOriginal } from "../../src/representations/store-original.ts";
import type { PullFolder } from "../../src/stores/pull-folder.ts";
import { openPullFolder } from "../../src/stores/raw-store.ts";
import { beginningOf, openRecording, type RecordedCall, recordedCalls } from "../../src/stores/recording.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { stillEffects } from "../still-effects.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A sentence for everything that is not as it should be in the folder of a probe or of a pull. */
export async function problemsOf(folder: string): Promise<readonly string[]> {
  const pull = await openPullFolder(folder);
  if (pull !== undefined) return await problemsOfPull(pull);
  const recording = await openRecording(folder);
  if (recording === undefined) return [`${folder} has neither recording.json nor pull.json`];
  const calls = await recordedCalls(folder);
  const trial = await openTrial({
    folder,
    sql: join(projectFolder, "sql"),
    endpoints: registry.endpoints,
    effects: stillEffects(),
  });
  try {
    const problems: string[] = calls.length === 0 ? ["There are no calls"] : [];
    for (const call of calls) problems.push(...(await problemsOfCall(call, { ...recording, folder, trial })));
    return problems;
  } finally {
    await trial.close();
  }
}

async function problemsOfPull(pull: PullFolder): Promise<readonly string[]> {
  const before = await pull.summary();
  if (before === undefined) return ["The pull is not complete"];
  const { scope } = pull.pull;
  const replay = await startReplay({ folder: pull.folder });
  const output = await temporaryFolder();
  try {
    const { summary } = await extract({
      ...{ output, scope, origin: replay.origin, address: replay.origin },
      endpoints: endpointsOf(registry, scope),
      openOther: openOriginal,
      concurrency: 2,
      userAgent: "helserefusjon/test",
      drift: "warn",
      placeNumbers,
      effects: stillEffects(),
      report: () => undefined,
    });
    const context = capturedContext();
    const code = await runProgram(["transform", "--output", output, "--quiet"], context);
    const problems = code === 0 ? [] : [`transform ends with ${code}: ${context.err()}`];
    return summary.sha256 === before.sha256 ? problems : ["A replay gives other rows", ...problems];
  } finally {
    await replay.close();
  }
}

interface In {
  readonly folder: string;
  readonly root: string;
  readonly trial: Trial;
}

async function problemsOfCall(call: RecordedCall, { folder, root, trial }: In): Promise<readonly string[]> {
  const { name, answer } = call;
  const { should } = knownProbes.find((probe) => name.replace(/^\d+-/, "") === probe.name) ?? {
    should: "read",
  };
  if (answer === undefined) return should === "read" ? [`${name} was not answered: ${call.failure}`] : [];
  const { sha256 } = await digestOf(join(folder, answer.body.file));
  if (sha256 !== answer.body.sha256) return [`${name}: the body is not the one that was recorded`];
  if (call.request_headers["if-none-match"] !== undefined) return [];
  const tried = triedOf(call, root);
  if (tried === undefined) return [`${name} asks for no endpoint of the registry: ${call.url}`];
  const outcome = await trial.read(tried);
  if (outcome.kind === "rejected")
    return should === "read" ? [`${name} is rejected: ${outcome.message}`] : [];
  if (should === "reject") return [`${name} should be rejected, but is read as data`];
  const counted = await countedIn(folder, call);
  const { rows } = outcome.receipt;
  return counted === undefined || counted === rows ? [] : [`${name} has ${counted} rows, ${rows} were read`];
}

const knownProbes = probes("202610");

/** The request of the pipeline that a call stands for. */
function triedOf(call: RecordedCall, root: string): Tried | undefined {
  const url = new URL(call.url);
  const { pathname } = new URL(root);
  const prefix = call.url.startsWith(root) ? pathname.replace(/\/$/, "") : "";
  const parameters = Object.fromEntries(url.searchParams);
  const xml = call.request_headers.accept?.includes("application/xml") === true;
  for (const endpoint of registry.endpoints) {
    if (!isStamped(endpoint.axes, parameters)) continue;
    for (const representation of offeredBy(endpoint)) {
      const path = pathIn(endpoint, {
        ...everything,
        ...(representation === "json" ? {} : { representation }),
      });
      const requested = { path, parameters, endpoint: endpoint.name };
      const address = url.origin + prefix;
      if (prefix + path === url.pathname && (representation === "xml") === xml)
        return { call, request: requested, endpoint, representation, address };
    }
  }
  return undefined;
}

const everything = { since: "201501", until: "201501", geographies: [], periods: [] } as const;

/** Two endpoints may share a path; the one that asks for something fixed comes with that parameter. */
function isStamped(
  axes: (typeof registry.endpoints)[number]["axes"],
  parameters: Readonly<Record<string, string>>,
): boolean {
  const fixed = axes.flatMap((axis) => (axis.kind === "fixed" ? [axis.parameter] : []));
  return fixed.every((parameter) => parameter in parameters);
}

/** How many rows JSON holds by another parser than the pipeline's; undefined of what is not JSON. */
async function countedIn(folder: string, { answer }: RecordedCall): Promise<number | undefined> {
  if (answer === undefined) return undefined;
  const text = (await beginningOf(folder, { answer, longest: 32 * 1024 * 1024 })).toString("utf8");
  return /^\s*[[{]/.test(text) ? listIn(JSON.parse(text)).rows.length : undefined;
}
