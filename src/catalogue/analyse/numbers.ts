// The numbers of a result as words: large ones in short, a table, and the rows of the CSV file.
import type { Lookup } from "../data/embedded.ts";
import type { CsvTable } from "../figures/csv.ts";
import { certaintyText } from "../figures/page-style.ts";
import { type Child, element, numberHeading, type Tile, table, tiles } from "../page/element.ts";
import { text } from "../text/language.ts";
import { decimal, periodText, shortNumber, wholeNumber } from "../text/numbers.ts";
import { type Measured, median, rankOf } from "./compute.ts";
import type { Result } from "./result.ts";
import { levelText, unitText } from "./words.ts";

/** The country, the middle of all places, and the place that stands out. */
export function summary(result: Result, found: Lookup): HTMLElement {
  const { country, compared, analysis } = result;
  const unit = unitText(analysis, found);
  const whole = country.filter(({ period }) => period === compared);
  const sum = whole.reduce((total, { value }) => total + (value ?? 0), 0);
  return tiles([
    { name: `${text("Landet", "Country")}, ${periodText(compared)}`, value: shortNumber(sum), below: unit },
    ...(analysis.level === "landet" ? [] : placeTiles(result, found)),
  ]);
}

function placeTiles({ numbers, compared, analysis }: Result, found: Lookup): readonly Tile[] {
  const unit = unitText(analysis, found);
  const known = numbers.filter(({ period, value }) => period === compared && value !== undefined);
  const middle = median(known.flatMap(({ value }) => (value === undefined ? [] : [value])));
  const own = known.find(({ place }) => place === analysis.place)?.value;
  const rank = rankOf(known, analysis.place);
  const all = `${wholeNumber(known.length)} ${levelText(analysis.level).toLowerCase()}`;
  const medianTile = { name: `${text("Median av", "Median of")} ${all}`, below: unit };
  const ownTile = {
    name: found.place(analysis.place)?.navn ?? "",
    below: `${unit}, ${text("nr.", "no.")} ${rank} ${text("av", "of")} ${known.length}`,
  };
  return [
    ...(middle === undefined ? [] : [{ ...medianTile, value: shortNumber(middle) }]),
    ...(own === undefined ? [] : [{ ...ownTile, value: shortNumber(own) }]),
  ];
}

/** Every place and period, also those without a number. */
export function csvOf({ numbers, analysis }: Result, found: Lookup): CsvTable {
  const isPlaces = analysis.level !== "landet";
  return {
    head: [...(isPlaces ? ["sted", "navn"] : ["takst"]), "periode", "teller", "nevner", "verdi", "status"],
    rows: numbers.map(({ place, group, period, numerator, denominator, value, certainty }) => [
      ...(isPlaces ? [place, found.place(place)?.navn ?? ""] : [group]),
      period,
      numerator,
      denominator,
      value,
      certainty,
    ]),
  };
}

const mostRows = 100;

/** The compared period first, then the latest ones, and in each the largest values first. */
export function numbersTable({ numbers, analysis, compared }: Result, found: Lookup): Child {
  const isPlaces = analysis.level !== "landet";
  const known = numbers
    .filter(({ value }) => value !== undefined)
    .toSorted(inReadingOrder(analysis.level === "landet" ? "" : compared));
  const named = ({ place, group }: Measured) =>
    isPlaces ? (found.place(place)?.navn ?? place) : (group.split(":")[1] ?? group);
  const headings = [text("Teller", "Numerator"), text("Nevner", "Denominator"), text("Verdi", "Value")];
  return [
    table({
      label: text("Tallene", "The numbers"),
      head: [
        isPlaces ? text("Sted", "Place") : text("Takst", "Item"),
        text("Periode", "Period"),
        ...headings.map(numberHeading),
        "Status",
      ],
      rows: known.slice(0, mostRows).map((one) => [named(one), ...cellsOf(one)]),
    }),
    known.length <= mostRows ? null : element("p", { class: "quiet" }, shownPart(known.length)),
  ];
}

function inReadingOrder(first: string): (one: Measured, other: Measured) => number {
  return (one, other) => {
    if (one.period === other.period) return (other.value ?? 0) - (one.value ?? 0);
    if (one.period === first) return -1;
    return other.period === first || one.period < other.period ? 1 : -1;
  };
}

function cellsOf({ period, numerator = 0, denominator, value = 0, certainty }: Measured): readonly string[] {
  return [
    periodText(period),
    wholeNumber(Math.round(numerator)),
    denominator === undefined ? "" : wholeNumber(denominator),
    decimal(value, value >= 100 ? 0 : 2),
    certainty === "final" ? "" : certaintyText(certainty),
  ];
}

function shownPart(all: number): string {
  return text(
    `De første ${mostRows} av ${wholeNumber(all)} rader. CSV-filen har alle.`,
    `The first ${mostRows} of ${wholeNumber(all)} rows. The CSV file has them all.`,
  );
}
