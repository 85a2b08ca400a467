// The page of a kommune or fylke: what is done there, compared with the country and with similar places.

import { duckdbRows } from "../../metadata/snippets.ts";
import type { Lookup, Place } from "../data/embedded.ts";
import { figure } from "../figures/figure.ts";
import { takeAlong } from "../figures/take-along.ts";
import { folded } from "../find/search.ts";
import { type Child, element, fill, link, numberHeading, table, tiles } from "../page/element.ts";
import { nothing, waitFor, withLookup } from "../page/results.ts";
import { hashOf } from "../state/address.ts";
import { store, stored } from "../state/storage.ts";
import { inOrder, text } from "../text/language.ts";
import { decimal, kroner, shortNumber, wholeNumber } from "../text/numbers.ts";
import {
  type Compared,
  comparedUse,
  fieldsOf,
  moneyOf,
  placeColumn,
  placeTable,
  type TakstCompared,
  taksterOf,
} from "./place-use.ts";

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

export async function placeNumbers(place: Place, found: Lookup): Promise<Child> {
  const compared = await comparedUse(place, found);
  if (compared === undefined) {
    return nothing(
      text("Utgivelsen har ikke tall for dette nivået.", "The release has no numbers of this level."),
    );
  }
  if (compared.use.length === 0) {
    return nothing(
      text(
        "Ingen tall for dette stedet det siste hele året.",
        "No numbers for this place in the last whole year.",
      ),
    );
  }
  return [
    largeNumbers(compared, found),
    fieldsFigure(compared, found),
    taksterSection(compared, found),
    similarSection(compared),
  ];
}

function largeNumbers({ use, people, countryPeople }: Compared, found: Lookup): HTMLElement {
  const money = moneyOf(use);
  const country = countryPeople === undefined ? "" : kroner(moneyOf(found.takster) / countryPeople);
  return tiles([
    {
      name: `${text("Refusjon", "Reimbursement")} ${found.wholeYear}`,
      value: kroner(money),
      below: `${wholeNumber(use.length)} ${text("takster i bruk", "tariff items in use")}`,
    },
    ...(people === undefined
      ? []
      : [
          {
            name: text("Per innbygger", "Per inhabitant"),
            value: kroner(money / people),
            below: `${text("landet", "country")}: ${country}`,
          },
        ]),
  ]);
}

const mostFields = 12;

function fieldsFigure(compared: Compared, found: Lookup): Child {
  const fields = fieldsOf(compared, found);
  if (fields.length === 0) return null;
  const name = (code: string) => found.fagomraader.get(code) ?? code;
  const { nr } = compared.place;
  return figure({
    id: "fagomraader",
    title: text("Refusjon per innbygger etter fagområde", "Reimbursement per inhabitant by field"),
    lead: `${text("Kroner", "NOK")}, ${found.wholeYear}. ${text("Streken er landet.", "The tick is the country.")}`,
    drawing: {
      kind: "bars",
      highlighted: "",
      unit: text("kr per innbygger", "NOK per inhabitant"),
      values: fields.slice(0, mostFields).map(({ fagomraade, here, country }) => ({
        nr: fagomraade,
        name: name(fagomraade),
        value: here,
        compared: country,
        certainty: "final",
        group: "",
      })),
    },
    take: {
      name: `sted-${nr}`,
      csv: {
        head: ["fagomraade", "navn", "kroner_per_innbygger", "landet"],
        rows: fields.map(({ fagomraade, here, country }) => {
          return [fagomraade, name(fagomraade), here, country] as const;
        }),
      },
      sql: fieldsSql(compared.place, found.wholeYear),
    },
  });
}

const mostTakster = 20;

function taksterSection(compared: Compared, found: Lookup): Child {
  const rows = taksterOf(compared, found);
  const { place } = compared;
  const title = `${text("Største takster", "Largest tariff items")}, ${found.wholeYear}`;
  const headings = [
    text("Refusjon", "Reimbursement"),
    text("Per 1\u202f000", "Per 1,000"),
    text("Landet", "Country"),
    text("Forhold", "Ratio"),
  ];
  return [
    element("h2", {}, title),
    table({
      label: title,
      head: [text("Takst", "Item"), text("Tekst", "Text"), ...headings.map(numberHeading)],
      rows: rows.slice(0, mostTakster).map((row) => takstCells(row, place)),
    }),
    takeAlong({
      title: `${title}, ${place.navn}`,
      subtitle: "",
      name: `takster-${place.nr}`,
      csv: {
        head: ["fagomraade", "takstkode", "navn", "antall", "refusjon", "per_1000", "landet_per_1000"],
        rows: rows.map((row) => {
          return [
            row.fagomraade,
            row.takstkode,
            row.navn,
            row.antall,
            row.kroner,
            row.here,
            row.country,
          ] as const;
        }),
      },
      sql: sqlOf(place, found.wholeYear),
    }),
  ];
}

function takstCells(row: TakstCompared, { niva, nr }: Place): readonly Child[] {
  const analysis = hashOf("analyse", "", [
    ["takst", `${row.fagomraade}:${row.takstkode}`],
    ["niva", niva],
    ["sted", nr],
  ]);
  const shown = (value: number | undefined) => (value === undefined ? "" : shortNumber(value));
  return [
    link(analysis, row.takstkode),
    [row.navn, " ", element("span", { class: "tag" }, row.fagomraade)],
    kroner(row.kroner),
    shown(row.here),
    shown(row.country),
    row.ratio === undefined ? "" : decimal(row.ratio, 2),
  ];
}

function sqlOf({ niva, nr }: Place, year: number): string {
  return [
    "SELECT fagomraade, takstkode, sum(sum_antall_takst) AS antall, sum(sum_refusjon) AS refusjon",
    `FROM ${duckdbRows(`${placeTable(niva)}.parquet`)}`,
    `WHERE ${placeColumn(niva)} = '${nr}' AND ar = ${year}`,
    "GROUP BY ALL",
    "ORDER BY refusjon DESC;",
  ].join("\n");
}

/** The place and the country beside each other, each per inhabitant. */
function fieldsSql({ niva, nr }: Place, year: number): string {
  const people = (where: string) =>
    `(SELECT innbyggere FROM ${duckdbRows("innbyggere_gjeldende.parquet")} WHERE ${where} AND ar = ${year})`;
  return [
    "WITH her AS (",
    "  SELECT fagomraade, sum(sum_refusjon) AS refusjon",
    `  FROM ${duckdbRows(`${placeTable(niva)}.parquet`)}`,
    `  WHERE ${placeColumn(niva)} = '${nr}' AND ar = ${year}`,
    "  GROUP BY ALL",
    "), landet AS (",
    "  SELECT fagomraade, sum(sum_refusjon) AS refusjon",
    `  FROM ${duckdbRows("takstbruk_landet_ar.parquet")}`,
    `  WHERE ar = ${year}`,
    "  GROUP BY ALL",
    ")",
    `SELECT fagomraade, her.refusjon / ${people(`niva = '${niva}' AND nr = '${nr}'`)} AS kroner_per_innbygger,`,
    `  landet.refusjon / ${people("niva = 'landet'")} AS landet`,
    "FROM her LEFT JOIN landet USING (fagomraade)",
    "ORDER BY kroner_per_innbygger DESC;",
  ].join("\n");
}

function similarSection({ similar }: Compared): Child {
  if (similar.length === 0) return null;
  const title = text("Steder av samme størrelse", "Places of similar size");
  const headings = [
    text("Innbyggere", "Inhabitants"),
    text("Refusjon", "Reimbursement"),
    text("Per innbygger", "Per inhabitant"),
  ];
  const rows = similar.map(({ place, people = 0 }) => {
    const { kroner: money = 0 } = place;
    return [
      link(hashOf("sted", place.nr), place.navn),
      wholeNumber(people),
      kroner(money),
      kroner(money / people),
    ];
  });
  return [
    element("h2", {}, title),
    table({ label: title, head: [text("Sted", "Place"), ...headings.map(numberHeading)], rows }),
  ];
}
