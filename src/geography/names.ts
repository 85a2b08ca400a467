// The names places have had: Klass has the official ones, the Norwegian name among several only where it is known.
import type { Span } from "./klass.ts";
import { firstDay, lastDay, ownName, type Place } from "./places.ts";
import type { Row } from "./tables.ts";

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
