// What kind of change each was: Klass says which number became which and when, the kind follows from the periods.
import type { KlassChange } from "./klass.ts";
import { lastDay } from "./places.ts";
import { keyOf, type Row } from "./tables.ts";

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
