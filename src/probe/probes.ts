// The probes: some 25 cheap calls that between them settle what nobody knows of the API.
import { addMonths, type Month } from "../domain/month.ts";
import type { Probe } from "./probe.ts";
import { kodeverkProbes } from "./probes-kodeverk.ts";
import { refusalProbes, representationProbes } from "./probes-other.ts";
import { takstbrukProbes } from "./probes-takstbruk.ts";

/** The calls in the order they are made; `lastComplete` is the last month that has passed. Some answers lead to one more. */
export function probes(lastComplete: Month): readonly Probe[] {
  return [
    ...kodeverkProbes,
    ...takstbrukProbes(addMonths(lastComplete, -12), lastComplete),
    ...refusalProbes,
    ...representationProbes,
  ];
}
