// Compares our tables of places with SSB Klass: the refreshed tables, the differences, and what Klass does not hold.

import { ContractError } from "../domain/errors.ts";
import { counted } from "../domain/markdown.ts";
import {
  fetchKlass,
  type KlassAccess,
  type KlassAnswer,
  type KlassChange,
  type KlassCode,
  type Span,
} from "./klass.ts";
import {
  type Row,
  readTable,
  readTables,
  rowKey,
  type TableName,
  type Tables,
  tableNames,
  tableShapes,
} from "./tables.ts";

export interface Comparison {
  /** The refreshed tables: rows from Klass and rows that only we have. */
  readonly tables: Tables;
  readonly differences: readonly Difference[];
  /** Sentences about rows that only we have and values that a person should look at. */
  readonly notes: readonly string[];
  /** Sentences about values that a person must write first. */
  readonly problems: readonly string[];
}

/** The first day our tables cover. */
const firstCoveredDay = "2010-01-01";

/** Compares the tables of a folder with Klass as it is on a day (yyyy-MM-dd). */
export async function compare(options: {
  readonly folder: string;
  readonly klass: KlassAccess;
  readonly today: string;
}): Promise<Comparison> {
  const before = await readTables(options.folder);
  const pseudo = await readTable(options.folder, "pseudosteder", ["nivaa", "fra_nr", "til_nr", "betydning"]);
  const span = { from: firstCoveredDay, to: dayAfter(options.today) };
  const answer = dropPseudoPlaces(await fetchKlass(options.klass, span), pseudo);
  return compareTables(before, answer, span);
}

/** Both classifications hold numbers that are not places. */
function dropPseudoPlaces(answer: KlassAnswer, pseudo: readonly Row[]): KlassAnswer {
  const keep = (nivaa: string) => (rowDifference: KlassCode) =>
    !pseudo.some(
      ({ nivaa: own, fra_nr = "", til_nr = "" }) =>
        own === nivaa && fra_nr <= rowDifference.code && rowDifference.code <= til_nr,
    );
  return {
    ...answer,
    kommuner: answer.kommuner.filter(keep("kommune")),
    fylker: answer.fylker.filter(keep("fylke")),
  };
}

function compareTables(before: Tables, answer: KlassAnswer, span: Span): Comparison {
  const places = { kommune: mergeCodes(answer.kommuner), fylke: mergeCodes(answer.fylker) };
  const kommuner = mergeRows("kommuner", before, kommuneRows(places.kommune, before, span));
  const fylker = mergeRows("fylker", before, fylkeRows(places.fylke, before, span));
  const changes = mergeChanges(answer, before, kommuner.rows);
  const gjeldende = gjeldendeRows({
    kommuner: kommuner.rows,
    changes: changes.rows,
    known: before.kommune_til_gjeldende,
  });
  const kommunenavn = nameRows(places.kommune, { nivaa: "kommune", known: before.navn_historikk, span });
  const fylkesnavn = nameRows(places.fylke, { nivaa: "fylke", known: before.navn_historikk, span });
  const names = mergeRows("navn_historikk", before, [...kommunenavn.rows, ...fylkesnavn.rows]);
  const tables = {
    kommuner: kommuner.rows,
    fylker: fylker.rows,
    kommune_endringer: changes.rows,
    kommune_til_gjeldende: gjeldende.rows,
    navn_historikk: names.rows,
  };
  const notes = [
    ...kommuner.notes,
    ...fylker.notes,
    ...changes.notes,
    ...names.notes,
    ...kommunenavn.notes,
    ...fylkesnavn.notes,
  ];
  return { tables, differences: differencesOf(before, tables), notes, problems: gjeldende.problems };
}

/** Klass may have no table of changes. If so, we keep ours and add one note. */
function mergeChanges({ changes }: KlassAnswer, before: Tables, kommuner: readonly Row[]): Merged {
  const known = before.kommune_endringer;
  if (changes.length > 0)
    return mergeRows("kommune_endringer", before, changeRows(changes, { known, kommuner }));
  return {
    rows: known,
    notes: [
      `Klass has no changes. The ${counted(known.length, "row")} of kommune_endringer stay as they are.`,
    ],
  };
}

function kommuneRows(places: readonly Place[], before: Tables, span: Span): readonly Row[] {
  const known = new Map(before.kommuner.map((row) => [row.kommunenr, row]));
  return places.map(({ nr, names, from, to }) => ({
    kommunenr: nr,
    kommunenavn: ownName(names.at(-1)?.name ?? ""),
    fylkesnr: nr.slice(0, 2),
    gyldig_fra: firstDay(from, known.get(nr), span),
    gyldig_til: lastDay(to),
  }));
}

function fylkeRows(places: readonly Place[], before: Tables, span: Span): readonly Row[] {
  const known = new Map(before.fylker.map((row) => [row.fylkesnr, row]));
  return places.map(({ nr, names, from, to }) => ({
    fylkesnr: nr,
    fylkesnavn: names.at(-1)?.name ?? "",
    gyldig_fra: firstDay(from, known.get(nr), span),
    gyldig_til: lastDay(to),
  }));
}

interface Merged {
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

/** Keeps the rows that Klass does not have, because they may come from another source. */
function mergeRows(name: TableName, before: Tables, rows: readonly Row[]): Merged {
  const given = new Set(rows.map((row) => rowKey(name, row)));
  const ours = before[name].filter((row) => !given.has(rowKey(name, row)));
  const notes = ours.map((row) => `${name} ${rowKey(name, row)} stays, though Klass does not have it`);
  return { rows: [...rows, ...ours], notes };
}

function dayAfter(today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** A row that is new, gone or changed, as a line of text. */
export interface Difference {
  readonly table: TableName;
  readonly kind: "new" | "gone" | "changed";
  readonly text: string;
}

/** In the order of `tableNames`. */
export function differencesOf(before: Tables, after: Tables): readonly Difference[] {
  return tableNames.flatMap((table) => {
    const old = new Map(before[table].map((row) => [rowKey(table, row), row]));
    const now = new Map(after[table].map((row) => [rowKey(table, row), row]));
    return [
      ...[...now].flatMap(([key, row]) => rowDifference(table, old.get(key), row)),
      ...[...old].flatMap(([key, row]) => (now.has(key) ? [] : rowDifference(table, row, undefined))),
    ];
  });
}

function rowDifference(table: TableName, old: Row | undefined, now: Row | undefined): readonly Difference[] {
  if (old === undefined) return now === undefined ? [] : [{ table, kind: "new", text: csvLine(table, now) }];
  if (now === undefined) return [{ table, kind: "gone", text: csvLine(table, old) }];
  const changed = tableShapes[table].columns.filter((column) => old[column] !== now[column]);
  if (changed.length === 0) return [];
  const parts = changed.map((column) => `${column} ${quoteCell(old[column])} → ${quoteCell(now[column])}`);
  return [{ table, kind: "changed", text: `${rowKey(table, now)}: ${parts.join(", ")}` }];
}

function csvLine(table: TableName, row: Row): string {
  return tableShapes[table].columns.map((column) => row[column]).join(",");
}

function quoteCell(cell: string | undefined): string {
  return JSON.stringify(cell ?? "");
}

/** The changes of Klass as rows of kommune_endringer. Keeps the type we have, and derives it for new rows. */
function changeRows(
  changes: readonly KlassChange[],
  tables: { readonly known: readonly Row[]; readonly kommuner: readonly Row[] },
): readonly Row[] {
  const known = new Map(tables.known.map((row) => [rowKey("kommune_endringer", row), row]));
  const kommuner = new Map(tables.kommuner.map((row) => [row.kommunenr ?? "", row]));
  const moves = changes.flatMap(({ oldCode, newCode, date }) =>
    oldCode !== null && newCode !== null && kommuner.has(oldCode) && kommuner.has(newCode)
      ? [{ from: oldCode, to: newCode, date }]
      : [],
  );
  return moves.map((move) => {
    const row = { fra_kommunenr: move.from, til_kommunenr: move.to, dato: move.date };
    const type = known.get(rowKey("kommune_endringer", row))?.type ?? changeType(move, { moves, kommuner });
    return { ...row, type };
  });
}

interface Move {
  readonly from: string;
  readonly to: string;
  readonly date: string;
}

/** Derives the type of a change from all changes of the same day. */
export function changeType(
  move: Move,
  change: { readonly moves: readonly Move[]; readonly kommuner: ReadonlyMap<string, Row> },
): string {
  const { from, to, date } = move;
  const sameDay = change.moves.filter((other) => other.date === date && other.from !== other.to);
  if (from === to) return "navneendring";
  if (change.kommuner.get(from)?.gyldig_til !== lastDay(date)) return "grensejustering";
  if (sameDay.filter((other) => other.from === from).length > 1) return "deling";
  const begins = change.kommuner.get(to)?.gyldig_fra === date;
  const alone = sameDay.filter((other) => other.to === to).length === 1;
  return begins && alone ? "omnummerering" : "sammenslaaing";
}

/** The name rows of kommuner or fylker, with a note for each name whose Norwegian part is unknown. */
function nameRows(
  places: readonly Place[],
  level: { readonly nivaa: "kommune" | "fylke"; readonly known: readonly Row[]; readonly span: Span },
): { readonly rows: readonly Row[]; readonly notes: readonly string[] } {
  const norwegian = new Set(level.known.map((row) => row.norsk_navn ?? ""));
  const notes: string[] = [];
  const rows = places.flatMap(({ nr, names }) =>
    names.map(({ name, from, to }) => {
      const same = level.known.find(
        (row) => row.nivaa === level.nivaa && row.nr === nr && row.ssb_navn === name,
      );
      const norsk = same?.norsk_navn ?? norwegianPart(ownName(name), norwegian);
      if (norsk === undefined)
        notes.push(
          `norsk_navn of ${level.nivaa} ${nr} is the whole name "${name}", because its Norwegian part is unknown`,
        );
      return {
        nivaa: level.nivaa,
        nr,
        navn: same?.navn ?? ownName(name),
        ssb_navn: name,
        norsk_navn: norsk ?? ownName(name),
        gyldig_fra: firstDay(from, same, level.span),
        gyldig_til: lastDay(to),
      };
    }),
  );
  return { rows, notes };
}

function norwegianPart(name: string, known: ReadonlySet<string>): string | undefined {
  const parts = name.split(" - ");
  if (parts.length === 1) return name;
  const found = parts.filter((part) => known.has(part));
  return found.length === 1 ? found[0] : undefined;
}

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
function mergeCodes(codes: readonly KlassCode[]): readonly Place[] {
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
        `Klass has the number ${nr} until ${last.to} and again from ${next.from}. Our tables hold one period a number, so they must be changed first`,
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
function lastDay(to: string | null): string {
  if (to === null) return "";
  return new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** "Våler (Innlandet)" → "Våler": Klass adds the fylke to names that two kommuner share. */
function ownName(name: string): string {
  return name.replace(/ \([^)]*\)$/, "");
}

/** A row for each kommune, and a problem for each divided one, because Klass does not say which part is largest. */
function gjeldendeRows(tables: {
  readonly kommuner: readonly Row[];
  readonly changes: readonly Row[];
  readonly known: readonly Row[];
}): { readonly rows: readonly Row[]; readonly problems: readonly string[] } {
  const known = new Map(tables.known.map((row) => [row.kommunenr ?? "", row]));
  const current = new Set(tables.kommuner.filter((row) => row.gyldig_til === "").map((row) => row.kommunenr));
  const next = successors(tables.changes);
  const problems: string[] = [];
  const rows = tables.kommuner.map(({ kommunenr = "" }) => {
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
