// Probes an emulator in this process without waiting: the waits between calls are only recorded.
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/server.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import type { Finding, Probed } from "../../src/probe/probe.ts";
import { probes } from "../../src/probe/probes.ts";
import { runProbe } from "../../src/probe/run-probe.ts";
import { type StillEffects, stillEffects } from "../still-effects.ts";
import { temporaryFolder } from "../temporary-folder.ts";

export interface Probing {
  readonly folder: string;
  readonly probed: readonly Probed[];
  readonly effects: StillEffects;
}

/** Probes an address with short timeouts. */
export async function probeAt(address: string, oldAddress?: string): Promise<Probing> {
  const folder = await temporaryFolder();
  const effects = stillEffects();
  const probed = await runProbe({
    address,
    oldAddress,
    folder,
    probes: probes("202610"),
    endpoints: registry.endpoints,
    sql: join(projectFolder, "sql"),
    userAgent: "helserefusjon/test",
    patience: { toConnect: 1_000, toHeaders: 400, betweenBytes: 400 },
    effects,
    report: () => undefined,
  });
  return { folder, probed, effects };
}

/** Uses the documented dialect unless the options name another. */
export async function probeEmulator(options: Partial<EmulatorOptions> = {}): Promise<Probing> {
  const world = { rows: 20_000, seed: 1 };
  const { dialect = dialects.documented } = options;
  const emulator = await startEmulator({ world, ...options, dialect });
  onTestFinished(() => emulator.close());
  return await probeAt(emulator.origin, dialect.root === "/v1" ? emulator.oldOrigin : undefined);
}

/** Finds a call by its name without the number. */
export function callOf({ probed }: Probing, name: string): Probed {
  const found = probed.find(({ probe }) => probe.name === name);
  if (found === undefined) throw new Error(`There is no call ${name}`);
  return found;
}

/** Finds a call's finding by the beginning of its subject. */
export function findingOf(probing: Probing, name: string, about: string): Finding {
  const found = callOf(probing, name).findings.find((finding) => finding.about.startsWith(about));
  if (found === undefined) throw new Error(`The call ${name} does not ask about ${about}`);
  return found;
}
