// Our tables of places beside SSB Klass: what Klass gives, what differs, and what cannot be known from it.

import { askKlass, type KlassAnswer, type KlassChange, type KlassCode, type Span } from "./klass.ts";
import { firstDay, gjeldendeOf, lastDay, ownName, type Place, placesOf } from "./places.ts";
import {
  keyOf,
  type Row,
  readTable,
  readTables,
  type TableName,
  type Tables,
  tableNames,
  tableShapes,
} from "./tables.ts";

export interface Comparison {
  /** The tables as they should be: what Klass says, and what only we have. */
  readonly tables: Tables;
  readonly differences: readonly Difference[];
  /** Sentences about rows that only we have and about what was filled in with care. */
  readonly notes: readonly string[];
  /** Sentences about what must be written by hand first. */
  readonly problems: readonly string[];
}

/** The first day our tables are about. */
const firstOfAll = "2010-01-01";

/** Compares the tables of a folder with Klass as it is on a day (yyyy-MM-dd). */
export async function compare(of: {
  readonly folder: string;
  readonly klass: string;
  readonly today: string;
}): Promise<Comparison> {
  const before = await readTables(of.folder);
  const pseudo = await readTable(of.folder, "pseudosteder", ["nivaa", "fra_nr", "til_nr", "betydning"]);
  const span = { from: firstOfAll, to: dayAfter(of.today) };
  const answer = withoutPseudo(await askKlass(of.klass, span), pseudo);
  return compared(before, answer, span);
}

/** Numbers that are no places stand in both classifications. */
function withoutPseudo(answer: KlassAnswer, pseudo: readonly Row[]): KlassAnswer {
  const keep = (nivaa: string) => (one: KlassCode) =>
    !pseudo.some(
      ({ nivaa: own, fra_nr = "", til_nr = "" }) => own === nivaa && fra_nr <= one.code && one.code <= til_nr,
    );
  return {
    ...answer,
    kommuner: answer.kommuner.filter(keep("kommune")),
    fylker: answer.fylker.filter(keep("fylke")),
  };
}

function compared(before: Tables, answer: KlassAnswer, span: Span): Comparison {
  const places = { kommune: placesOf(answer.kommuner), fylke: placesOf(answer.fylker) };
  const kommuner = merged("kommuner", before, kommuneRows(places.kommune, before, span));
  const fylker = merged("fylker", before, fylkeRows(places.fylke, before, span));
  const changes = changesOf(answer, before, kommuner.rows);
  const gjeldende = gjeldendeOf({
    kommuner: kommuner.rows,
    changes: changes.rows,
    known: before.kommune_til_gjeldende,
  });
  const kommunenavn = namesOf(places.kommune, { nivaa: "kommune", known: before.navn_historikk, span });
  const fylkesnavn = namesOf(places.fylke, { nivaa: "fylke", known: before.navn_historikk, span });
  const names = merged("navn_historikk", before, [...kommunenavn.rows, ...fylkesnavn.rows]);
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

/** Klass answers as if there were nothing where it has no table of changes; ours then stand alone, and that is said once. */
function changesOf({ changes }: KlassAnswer, before: Tables, kommuner: readonly Row[]): Merged {
  const known = before.kommune_endringer;
  if (changes.length > 0)
    return merged("kommune_endringer", before, changeRows(changes, { known, kommuner }));
  return { rows: known, notes: [`Klass has no changes; the ${known.length} of kommune_endringer are kept`] };
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

/** What Klass gives, and the rows only we have, which are kept: other sources may know what Klass does not. */
function merged(name: TableName, before: Tables, rows: readonly Row[]): Merged {
  const given = new Set(rows.map((row) => keyOf(name, row)));
  const ours = before[name].filter((row) => !given.has(keyOf(name, row)));
  const notes = ours.map((row) => `${name} ${keyOf(name, row)} is kept, though Klass does not have it`);
  return { rows: [...rows, ...ours], notes };
}

function dayAfter(today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** A row that is new, gone or changed, as a line for a person. */
export interface Difference {
  readonly table: TableName;
  readonly kind: "new" | "gone" | "changed";
  readonly text: string;
}

/** All differences, table by table. */
export function differencesOf(before: Tables, after: Tables): readonly Difference[] {
  return tableNames.flatMap((table) => {
    const old = new Map(before[table].map((row) => [keyOf(table, row), row]));
    const now = new Map(after[table].map((row) => [keyOf(table, row), row]));
    return [
      ...[...now].flatMap(([key, row]) => one(table, old.get(key), row)),
      ...[...old].flatMap(([key, row]) => (now.has(key) ? [] : one(table, row, undefined))),
    ];
  });
}

function one(table: TableName, old: Row | undefined, now: Row | undefined): readonly Difference[] {
  if (old === undefined) return now === undefined ? [] : [{ table, kind: "new", text: lineOf(table, now) }];
  if (now === undefined) return [{ table, kind: "gone", text: lineOf(table, old) }];
  const changed = tableShapes[table].columns.filter((column) => old[column] !== now[column]);
  if (changed.length === 0) return [];
  const parts = changed.map((column) => `${column} ${quoted(old[column])} → ${quoted(now[column])}`);
  return [{ table, kind: "changed", text: `${keyOf(table, now)}: ${parts.join(", ")}` }];
}

function lineOf(table: TableName, row: Row): string {
  return tableShapes[table].columns.map((column) => row[column]).join(",");
}

function quoted(cell: string | undefined): string {
  return JSON.stringify(cell ?? "");
}

/** What Klass says became what, in the form of kommune_endringer: as we know it, or with the kind that follows. */
export function changeRows(
  changes: readonly KlassChange[],
  of: { readonly known: readonly Row[]; readonly kommuner: readonly Row[] },
): readonly Row[] {
  const known = new Map(of.known.map((row) => [keyOf("kommune_endringer", row), row]));
  const kommuner = new Map(of.kommuner.map((row) => [row.kommunenr ?? "", row]));
  const moves = changes.flatMap(({ oldCode, newCode, date }) =>
    oldCode !== null && newCode !== null && kommuner.has(oldCode) && kommuner.has(newCode)
      ? [{ from: oldCode, to: newCode, date }]
      : [],
  );
  return moves.map((move) => {
    const row = { fra_kommunenr: move.from, til_kommunenr: move.to, dato: move.date };
    const type = known.get(keyOf("kommune_endringer", row))?.type ?? kindOf(move, { moves, kommuner });
    return { ...row, type };
  });
}

interface Move {
  readonly from: string;
  readonly to: string;
  readonly date: string;
}

/** The kind of one change among those of its day. */
export function kindOf(
  move: Move,
  of: { readonly moves: readonly Move[]; readonly kommuner: ReadonlyMap<string, Row> },
): string {
  const { from, to, date } = move;
  const sameDay = of.moves.filter((other) => other.date === date && other.from !== other.to);
  if (from === to) return "navneendring";
  if (of.kommuner.get(from)?.gyldig_til !== lastDay(date)) return "grensejustering";
  if (sameDay.filter((other) => other.from === from).length > 1) return "deling";
  const begins = of.kommuner.get(to)?.gyldig_fra === date;
  const alone = sameDay.filter((other) => other.to === to).length === 1;
  return begins && alone ? "omnummerering" : "sammenslaaing";
}

/** The names of kommuner or fylker, and a sentence for each whose Norwegian part nobody knows. */
export function namesOf(
  places: readonly Place[],
  of: { readonly nivaa: "kommune" | "fylke"; readonly known: readonly Row[]; readonly span: Span },
): { readonly rows: readonly Row[]; readonly notes: readonly string[] } {
  const norwegian = new Set(of.known.map((row) => row.norsk_navn ?? ""));
  const notes: string[] = [];
  const rows = places.flatMap(({ nr, names }) =>
    names.map(({ name, from, to }) => {
      const same = of.known.find((row) => row.nivaa === of.nivaa && row.nr === nr && row.ssb_navn === name);
      const norsk = same?.norsk_navn ?? norwegianPart(ownName(name), norwegian);
      if (norsk === undefined)
        notes.push(
          `norsk_navn of ${of.nivaa} ${nr} is all of "${name}": which part is Norwegian is not known`,
        );
      return {
        nivaa: of.nivaa,
        nr,
        navn: same?.navn ?? ownName(name),
        ssb_navn: name,
        norsk_navn: norsk ?? ownName(name),
        gyldig_fra: firstDay(from, same, of.span),
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
