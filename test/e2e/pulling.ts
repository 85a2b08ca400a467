// Pulls of a small part of the emulator's world, straight through the extract stage, with little patience.

import { onTestFinished } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import type { Scope } from "../../src/domain/endpoint.ts";
import type { Progress } from "../../src/domain/progress.ts";
import { endpointsOf } from "../../src/domain/registry.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/server.ts";
import { type Extracted, type ExtractOptions, extract } from "../../src/extract/extract.ts";
import { placeNumbers } from "../../src/geography/place-numbers.ts";
import { openOriginal } from "../../src/representations/store-original.ts";
import { type StillEffects, stillEffects } from "../still-effects.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** LE in the whole country by year: four requests, one of them takstbruk. */
export const smallScope: Scope = {
  since: "202001",
  until: "202003",
  geographies: ["landet"],
  periods: ["ar"],
  fagomraader: ["LE"],
  datasets: ["fagomraader", "takstkoder", "bandasjister", "takstbruk_landet_ar"],
};

export interface Pulling {
  readonly emulator: Emulator;
  readonly effects: StillEffects;
  readonly told: Progress[];
  /** Pulls, or goes on with a pull. */
  pull(change?: Partial<ExtractOptions>): Promise<Extracted>;
}

/** An emulator with these options, and a way to pull from it into one output folder. */
export async function pulling(options: Partial<EmulatorOptions>, scope = smallScope): Promise<Pulling> {
  const world = { rows: 20_000, seed: 1 };
  const emulator = await startEmulator({ world, dialect: dialects.documented, ...options });
  onTestFinished(() => emulator.close());
  const effects = stillEffects();
  const told: Progress[] = [];
  const output = await temporaryFolder();
  return {
    emulator,
    effects,
    told,
    pull: (change = {}) =>
      extract({
        output,
        origin: "emulator",
        address: emulator.origin,
        scope,
        endpoints: endpointsOf(registry, scope),
        openOther: openOriginal,
        concurrency: 2,
        userAgent: "helserefusjon/test",
        patience: { toConnect: 1_000, toHeaders: 400, betweenBytes: 400 },
        drift: "warn",
        placeNumbers,
        effects,
        report: (progress) => told.push(progress),
        ...change,
      }),
  };
}
