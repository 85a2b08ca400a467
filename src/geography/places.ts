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

/** A row for each kommune, and a sentence for each that was divided since: which part is largest, Klass does not say. */
export function gjeldendeOf(of: {
  readonly kommuner: readonly Row[];
  readonly changes: readonly Row[];
  readonly known: readonly Row[];
}): { readonly rows: readonly Row[]; readonly problems: readonly string[] } {
  const known = new Map(of.known.map((row) => [row.kommunenr ?? "", row]));
  const current = new Set(of.kommuner.filter((row) => row.gyldig_til === "").map((row) => row.kommunenr));
  const next = successors(of.changes);
  const problems: string[] = [];
  const rows = of.kommuner.map(({ kommunenr = "" }) => {
    const before = known.get(kommunenr);
    const end = follow(before?.gjeldende_kommunenr ?? kommunenr, { current, next });
    if (typeof end !== "string") problems.push(problemOf(kommunenr, end));
    return {
      kommunenr,
      gjeldende_kommunenr: typeof end === "string" ? end : (before?.gjeldende_kommunenr ?? ""),
      entydig: before?.entydig ?? "true",
    };
  });
  return { rows, problems };
}

interface Dead {
  readonly at: string;
  readonly parts: readonly string[];
}

function follow(
  from: string,
  {
    current,
    next,
  }: { current: ReadonlySet<string | undefined>; next: ReadonlyMap<string, readonly string[]> },
): string | Dead {
  const passed = new Set<string>();
  for (let at = from; ; ) {
    if (current.has(at)) return at;
    const parts = next.get(at) ?? [];
    const [only] = parts;
    if (only === undefined || parts.length > 1 || passed.has(at)) return { at, parts };
    passed.add(at);
    at = only;
  }
}

/** Name and boundary changes leave a kommune what it was. */
function successors(changes: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const { fra_kommunenr = "", til_kommunenr = "", type } of changes) {
    if (type === "navneendring" || type === "grensejustering") continue;
    next.set(fra_kommunenr, [...(next.get(fra_kommunenr) ?? []), til_kommunenr]);
  }
  return next;
}

function problemOf(kommunenr: string, { at, parts }: Dead): string {
  const became = parts.length === 0 ? "nothing known" : parts.join(" and ");
  return (
    `gjeldende_kommunenr of ${kommunenr} cannot be derived: ${at} became ${became}; ` +
    "write by hand in kommune_til_gjeldende.csv which of today it belongs to, with entydig false if it was divided"
  );
}
