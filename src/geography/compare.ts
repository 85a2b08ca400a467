// Our tables of places beside SSB Klass: what Klass gives, what differs, and what cannot be known from it.

import { changeRows } from "./changes.ts";
import { type Difference, differencesOf } from "./differences.ts";
import { gjeldendeOf } from "./gjeldende.ts";
import { askKlass, type KlassAnswer, type KlassCode, type Span } from "./klass.ts";
import { namesOf } from "./names.ts";
import { firstDay, lastDay, ownName, type Place, placesOf } from "./places.ts";
import { keyOf, type Row, readTable, readTables, type TableName, type Tables } from "./tables.ts";

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
