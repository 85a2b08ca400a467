// What every kodeverk endpoint is given and gives: parameters in, rows out.
import type { KodeverkRecord } from "../answers/values.ts";
import type { World } from "../world/world.ts";

/** The parameters of the kodeverk endpoints, checked; an absent one does not filter. */
export interface KodeverkParameters {
  readonly fagomraade: ReadonlySet<string> | undefined;
  readonly gyldigdato: string | undefined;
  readonly takstkode: string | undefined;
  readonly beskrivelse: string | undefined;
  readonly nlkkode: string | undefined;
  readonly samhandlertype: string | undefined;
  readonly offisielleUgyldigeTakstkombinasjoner: "ja" | "nei" | undefined;
}

/** Answers one kodeverk endpoint. */
export type Kodeverk = (world: World, parameters: KodeverkParameters) => readonly KodeverkRecord[];

/** Whether a period (`til` inclusive, open when undefined) holds the date asked for, if one is. */
export function isValidOn(
  periode: { fra: string; til: string | undefined },
  date: string | undefined,
): boolean {
  if (date === undefined) return true;
  return periode.fra <= date && (periode.til === undefined || periode.til >= date);
}

/** Whether a text matches a pattern in which `%` stands for any text; case counts, as databases do by default. */
export function isLike(value: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  const parts = pattern.split("%").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(value);
}
