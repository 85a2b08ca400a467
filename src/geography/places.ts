// Kommuner and fylker with one period each, and their names over time, from what Klass says and what we knew.
import { ContractError } from "../domain/errors.ts";
import type { KlassCode, Span } from "./klass.ts";
import type { Row } from "./tables.ts";

/** A place and the names it had, in order. */
export interface Place {
  readonly nr: string;
  /** First day; that of the span where it began before. */
  readonly from: string;
  /** First day it was no more, or null. */
  readonly to: string | null;
  readonly names: readonly KlassCode[];
}

/** The places of a classification: one a code, whose names follow each other without a gap. */
export function placesOf(codes: readonly KlassCode[]): readonly Place[] {
  const byCode = new Map<string, KlassCode[]>();
  for (const code of codes) byCode.set(code.code, [...(byCode.get(code.code) ?? []), code]);
  return [...byCode].map(([nr, found]) => placeOf(nr, found)).sort((a, b) => (a.nr < b.nr ? -1 : 1));
}

function placeOf(nr: string, found: readonly KlassCode[]): Place {
  const names: KlassCode[] = [];
  for (const next of [...found].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = names.at(-1);
    if (last !== undefined && last.to !== next.from) {
      throw new ContractError(
        `Cannot keep ${nr} as a number has one period: Klass has it until ${last.to} and again from ${next.from}`,
      );
    }
    if (last?.name === next.name) names[names.length - 1] = { ...last, to: next.to };
    else names.push(next);
  }
  return { nr, names, from: names[0]?.from ?? "", to: names.at(-1)?.to ?? null };
}

/** The first day a row of ours says, where Klass was not asked about earlier ones. */
export function firstDay(from: string, known: Row | undefined, span: Span): string {
  return from === span.from ? (known?.gyldig_fra ?? from) : from;
}

/** The last day before a day, or nothing for what goes on: our tables are inclusive, Klass is not. */
export function lastDay(to: string | null): string {
  if (to === null) return "";
  return new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** "Våler (Innlandet)" → "Våler": Klass tells namesakes apart, the kommuner themselves do not. */
export function ownName(name: string): string {
  return name.replace(/ \([^)]*\)$/, "");
}
