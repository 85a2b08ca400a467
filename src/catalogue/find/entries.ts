// Everything that can be found: takster, fagområder, places, datasets and columns.

import type { Lookup } from "../data/embedded.ts";
import { groupedBy } from "../data/grouped.ts";
import { release } from "../data/release.ts";
import { hashOf } from "../state/address.ts";
import { text, translated } from "../text/language.ts";
import { kroner, shortNumber, wholeNumber } from "../text/numbers.ts";
import type { Entry } from "./search.ts";

/** All entries, in the language of the page. */
export function entriesOf(lookup: Lookup): readonly Entry[] {
  return [...fagomraader(lookup), ...takster(lookup), ...places(lookup), ...datasets(), ...columns()];
}

function takster({ takster, fagomraader }: Lookup): readonly Entry[] {
  return takster.map(({ fagomraade, takstkode, navn, kroner: amount }) => ({
    kind: "takst",
    code: takstkode,
    title: navn,
    words: fagomraader.get(fagomraade) ?? "",
    detail: [fagomraader.get(fagomraade) ?? fagomraade, amount > 0 ? kroner(amount) : ""]
      .filter((part) => part !== "")
      .join(" · "),
    hash: hashOf("takst", `${fagomraade}/${takstkode}`),
    weight: amount,
  }));
}

function fagomraader({ fagomraader, takster }: Lookup): readonly Entry[] {
  return [...fagomraader].map(([kode, navn]) => {
    const own = takster.filter(({ fagomraade }) => fagomraade === kode);
    return {
      kind: "fagomraade",
      code: kode,
      title: navn,
      detail: `${wholeNumber(own.length)} ${text("takster", "tariff items")}`,
      hash: hashOf("analyse", "", [["takst", kode]]),
      weight: own.reduce((sum, one) => sum + one.kroner, 0),
    };
  });
}

function places({ places, innbyggere, years }: Lookup): readonly Entry[] {
  return places.map(({ niva, nr, navn }) => {
    const counts = years.map(({ ar }) => innbyggere({ niva, nr, ar })).filter((one) => one !== undefined);
    const people = counts.at(-1);
    return {
      kind: "sted",
      code: nr,
      title: navn,
      detail: [
        niva,
        people === undefined ? "" : `${shortNumber(people)} ${text("innbyggere", "inhabitants")}`,
      ]
        .filter((part) => part !== "")
        .join(" · "),
      hash: hashOf("sted", nr),
      weight: people ?? 0,
    };
  });
}

function datasets(): readonly Entry[] {
  return release.datasets.map(({ name, title, grain, rows }) => ({
    kind: "datasett",
    code: name,
    title: translated(title),
    words: translated(grain),
    detail: `${shortNumber(rows)} ${text("rader", "rows")}`,
    hash: hashOf("data", name),
    weight: rows,
  }));
}

/** Each name of a column once, with the datasets that have it. */
function columns(): readonly Entry[] {
  const having = groupedBy(
    release.datasets.flatMap((dataset) => dataset.columns.map((column) => ({ column, dataset }))),
    ({ column }) => column.name,
  );
  return [...having].flatMap(([name, places]) => {
    const [first] = places;
    if (first === undefined) return [];
    const many = places.length === 1 ? "" : ` + ${places.length - 1}`;
    return [
      {
        kind: "kolonne" as const,
        code: name,
        title: translated(first.column.description),
        words: first.column.api ?? "",
        detail: `${text("kolonne i", "column of")} ${first.dataset.name}${many}`,
        hash: hashOf("data", first.dataset.name),
        weight: places.length,
      },
    ];
  });
}
