// The numbers of a place in the last whole year: by fagomraade, by takst, and beside similar places.
import { duckdbRows } from "../../metadata/snippets.ts";
import type { Lookup, Place } from "../data/embedded.ts";
import { figure } from "../figures/figure.ts";
import { takeAlong } from "../figures/take-along.ts";
import { type Child, element, link } from "../page/element.ts";
import { nothing } from "../page/results.ts";
import { numberHeading, table } from "../page/table.ts";
import { tiles } from "../page/tiles.ts";
import { hashOf } from "../state/address.ts";
import { text } from "../text/language.ts";
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
