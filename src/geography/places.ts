// Derives kommuner and fylker with one period each, and their names over time, from Klass and our own tables.
import { ContractError } from "../domain/errors.ts";
import type { KlassCode, Span } from "./klass.ts";
import type { Row } from "./tables.ts";

/** A place and its names in order of time. */
export interface Place {
  readonly nr: string;
  /** The first day; the first day of the span if the place is older. */
  readonly from: string;
  /** Exclusive; null if the place still exists. */
  readonly to: string | null;
  readonly names: readonly KlassCode[];
}

/** Makes one place of each code. The names of a place follow each other without a gap. */
export function mergeCodes(codes: readonly KlassCode[]): readonly Place[] {
  const byCode = new Map<string, KlassCode[]>();
  for (const code of codes) byCode.set(code.code, [...(byCode.get(code.code) ?? []), code]);
  return [...byCode].map(([nr, found]) => mergeNames(nr, found)).sort((a, b) => (a.nr < b.nr ? -1 : 1));
}

function mergeNames(nr: string, found: readonly KlassCode[]): Place {
  const names: KlassCode[] = [];
  for (const next of [...found].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = names.at(-1);
    if (last !== undefined && last.to !== next.from) {
      throw new ContractError(
        `Klass has the number ${nr} until ${last.to} and again from ${next.from}. Our tables hold one period a number, so they must be changed first.`,
        { facts: { number: nr, until: last.to ?? "", again: next.from } },
      );
    }
    if (last?.name === next.name) names[names.length - 1] = { ...last, to: next.to };
    else names.push(next);
  }
  return { nr, names, from: names[0]?.from ?? "", to: names.at(-1)?.to ?? null };
}

/** Uses our own first day if the period is cut by the requested span. */
export function firstDay(from: string, known: Row | undefined, span: Span): string {
  return from === span.from ? (known?.gyldig_fra ?? from) : from;
}

/** Our end dates are inclusive, those of Klass exclusive. Empty for a place that still exists. */
export function lastDay(to: string | null): string {
  if (to === null) return "";
  return new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** "Våler (Innlandet)" → "Våler": Klass adds the fylke to names that two kommuner share. */
export function ownName(name: string): string {
  return name.replace(/ \([^)]*\)$/, "");
}

/** A row for each kommune, and a problem for each divided one, because Klass does not say which part is largest. */
export function gjeldendeRows(of: {
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
    const end = followSuccessors(before?.gjeldende_kommunenr ?? kommunenr, { current, next });
    if (typeof end !== "string") problems.push(describeProblem(kommunenr, end));
    return {
      kommunenr,
      gjeldende_kommunenr: typeof end === "string" ? end : (before?.gjeldende_kommunenr ?? ""),
      entydig: before?.entydig ?? "true",
    };
  });
  return { rows, problems };
}

interface DeadEnd {
  readonly at: string;
  readonly parts: readonly string[];
}

function followSuccessors(
  from: string,
  {
    current,
    next,
  }: { current: ReadonlySet<string | undefined>; next: ReadonlyMap<string, readonly string[]> },
): string | DeadEnd {
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

/** A kommune keeps its identity after a name or boundary change. */
function successors(changes: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const { fra_kommunenr = "", til_kommunenr = "", type } of changes) {
    if (type === "navneendring" || type === "grensejustering") continue;
    next.set(fra_kommunenr, [...(next.get(fra_kommunenr) ?? []), til_kommunenr]);
  }
  return next;
}

function describeProblem(kommunenr: string, { at, parts }: DeadEnd): string {
  const became = parts.length === 0 ? "no known kommune" : parts.join(" and ");
  return (
    `gjeldende_kommunenr of ${kommunenr} cannot be derived, because ${at} became ${became}. ` +
    "Write today's kommune in kommune_til_gjeldende.csv by hand, with entydig false if it was divided."
  );
}
