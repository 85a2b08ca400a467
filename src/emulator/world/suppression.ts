// What the publisher leaves out (DOC): small counts in kommune/ar, and small kommuner in kommune/maned.
import type { Place } from "./geography.ts";

/** A kind of takstbruk table: which area and which period one row is about. */
export interface Table {
  readonly level: "kommune" | "fylke" | "landet";
  readonly grain: "maned" | "ar";
}

/** The count a row must exceed to be shown: 5 in kommune/ar, none elsewhere. */
export function threshold(table: Table): number {
  return table.level === "kommune" && table.grain === "ar" ? 5 : 0;
}

/** Whether rows of a place are shown at all: kommune/maned has only kommuner over 10 000 inhabitants that year. */
export function isShown(place: Place, { table, ar }: { table: Table; ar: number }): boolean {
  return table.level !== "kommune" || table.grain === "ar" || place.overTenThousand(ar);
}
