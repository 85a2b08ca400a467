// The page of a kommune or fylke: what is done there, compared with the country and with similar places.

import type { Lookup, Place } from "../data/embedded.ts";
import { folded } from "../find/search.ts";
import { element, fill, link } from "../page/element.ts";
import { nothing, waitFor, withLookup } from "../page/results.ts";
import { hashOf } from "../state/address.ts";
import { store, stored } from "../state/storage.ts";
import { inOrder, text } from "../text/language.ts";
import { shortNumber } from "../text/numbers.ts";
import { placeNumbers } from "./place-numbers.ts";

export function placePage(nr: string): HTMLElement {
  const heading = element("h1", { tabindex: -1 }, nr === "" ? text("Steder", "Places") : nr);
  return element(
    "article",
    {},
    heading,
    withLookup((found) => {
      if (nr === "") return placeList(found);
      const place = found.place(nr);
      if (place === undefined)
        return [
          nothing(`${text("Ingen av dagens steder har nummer", "No place of today has the number")} ${nr}.`),
          placeList(found),
        ];
      store("place", nr);
      fill(heading, place.navn);
      document.title = document.title.replace(nr, place.navn);
      return [intro(place, found), waitFor(async () => await placeNumbers(place, found), { height: 500 })];
    }),
  );
}

function intro(place: Place, found: Lookup): HTMLElement {
  const fylke = found.place(place.fylkesnr);
  const people = latestPeople(place, found);
  return element(
    "p",
    { class: "lead" },
    place.niva === "fylke"
      ? text("Fylke", "County")
      : [
          text("Kommune i", "Municipality in"),
          " ",
          link(hashOf("sted", place.fylkesnr), fylke?.navn ?? place.fylkesnr),
        ],
    people === undefined ? null : `, ${shortNumber(people)} ${text("innbyggere", "inhabitants")}`,
  );
}

export function latestPeople({ niva, nr }: Place, { years, innbyggere }: Lookup): number | undefined {
  return years.map(({ ar }) => innbyggere({ niva, nr, ar })).findLast((people) => people !== undefined);
}

/** All fylker with their kommuner, and a box that narrows them. */
function placeList(found: Lookup): HTMLElement {
  const list = element("div", {});
  const input = element("input", {
    type: "search",
    id: "place-search",
    "aria-label": text("Finn et sted", "Find a place"),
    placeholder: text("Finn et sted", "Find a place"),
    oninput: () => show(),
  });
  const show = () => fill(list, ...fylkeSections(found, folded(input.value)));
  show();
  const last = found.place(stored("place") ?? "");
  return element(
    "div",
    {},
    last === undefined ? null : element("p", {}, text("Sist sett: ", "Last seen: "), placeLink(last)),
    input,
    list,
  );
}

function placeLink({ nr, navn }: Place): HTMLElement {
  return link(hashOf("sted", nr), navn);
}

/** A section for each fylke whose name, or a kommune's name or number, contains the text. */
function fylkeSections({ places }: Lookup, wanted: string): readonly HTMLElement[] {
  const matches = ({ navn, nr }: Place) => folded(`${navn} ${nr}`).includes(wanted);
  const byName = places.toSorted((one, other) => inOrder(one.navn, other.navn));
  return byName.flatMap((fylke) => {
    if (fylke.niva !== "fylke") return [];
    const own = byName.filter(({ niva, fylkesnr }) => niva === "kommune" && fylkesnr === fylke.nr);
    const shown = matches(fylke) ? own : own.filter(matches);
    if (shown.length === 0 && !matches(fylke)) return [];
    const items = shown.map((kommune) => element("li", {}, placeLink(kommune)));
    const heading = element("h2", {}, placeLink(fylke));
    return [element("section", {}, heading, element("ul", { class: "chips" }, ...items))];
  });
}
