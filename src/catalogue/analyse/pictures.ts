// The pictures of a result: lines over time, places ranked, a map, and the distribution.

import type { Lookup } from "../data/embedded.ts";
import { groupedBy } from "../data/grouped.ts";
import type {
  BarsDrawing,
  Certainty,
  DotsDrawing,
  LinesDrawing,
  PlaceValue,
  Point,
  Series,
  TilesDrawing,
} from "../figures/drawing.ts";
import { inOrder, text } from "../text/language.ts";
import type { Measured } from "./compute.ts";
import type { PlaceResult, Result } from "./result.ts";
import { chosenName, unitText } from "./words.ts";

/** The country, the highlighted place, and the other places behind them; for the country a line for each takst. */
export function linesOf(result: Result, lookup: Lookup): LinesDrawing {
  const { analysis } = result;
  const unit = unitText(analysis, lookup);
  if (analysis.level === "landet") return { kind: "lines", unit, series: seriesByGroup(result, lookup) };
  const byPlace = groupedBy(result.numbers, ({ place }) => place);
  const others = [...byPlace].filter(([place]) => place !== analysis.place);
  const own = byPlace.get(analysis.place) ?? [];
  const isComparable = analysis.per.kind !== "none" || analysis.measure === "refusjon-per-takst";
  const quiet = others.length <= mostLines ? others : [];
  const series: readonly Series[] = [
    ...quiet.map(([place, numbers]) => ({
      name: lookup.place(place)?.navn ?? place,
      tone: "quiet" as const,
      points: pointsOf(numbers),
    })),
    ...(isComparable
      ? [
          {
            name: text("Landet", "Country"),
            tone: "ink" as const,
            points: pointsOf(summedGroups(result.country)),
          },
        ]
      : []),
    ...(own.length === 0
      ? []
      : [{ name: lookup.place(analysis.place)?.navn ?? "", tone: "accent" as const, points: pointsOf(own) }]),
  ];
  return { kind: "lines", unit, series };
}

const mostLines = 20;

function seriesByGroup({ numbers, analysis }: Result, lookup: Lookup): readonly Series[] {
  const groups = [...groupedBy(numbers, ({ group }) => group).values()];
  return groups.map((own, at) => {
    const chosen = analysis.takster[at];
    const isSum = groups.length === 1;
    const name =
      chosen === undefined || (isSum && analysis.takster.length > 1)
        ? text("Sum", "Sum")
        : chosenName(chosen, lookup);
    return { name, tone: isSum ? ("accent" as const) : at, points: pointsOf(own) };
  });
}

/** The country's numbers, the sum of all groups; a quotient is not summed but of one group already. */
function summedGroups(numbers: readonly Measured[]): readonly Measured[] {
  const groups = new Set(numbers.map(({ group }) => group));
  if (groups.size <= 1) return numbers;
  return [...groupedBy(numbers, ({ period }) => period).values()].flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    const numerator = parts.reduce((sum, part) => sum + (part.numerator ?? 0), 0);
    const value = parts.reduce((sum, part) => sum + (part.value ?? 0), 0);
    return [{ ...first, numerator, value }];
  });
}

function pointsOf(numbers: readonly Measured[]): readonly Point[] {
  return numbers.map(({ period, value, certainty }) => ({ period, value, certainty }));
}

/** The places in the period they are compared in, the largest value first, those without a number last. */
export function placesOf(result: PlaceResult, lookup: Lookup): readonly PlaceValue[] {
  return result.numbers
    .filter(({ period }) => period === result.compared)
    .map(({ place, value, certainty, isApproximate }) => {
      const { navn = place, fylkesnr = "", niva = "fylke" } = lookup.place(place) ?? {};
      const marked: Certainty = isApproximate && certainty === "final" ? "approximate" : certainty;
      const group = niva === "kommune" ? (lookup.place(fylkesnr)?.navn ?? fylkesnr) : "";
      return { nr: place, name: navn, value, certainty: marked, group };
    })
    .sort((one, other) => (other.value ?? -1) - (one.value ?? -1) || inOrder(one.name, other.name));
}

const mostBars = 20;

/** Stands for the places between. */
const leftOut: PlaceValue = { nr: "", name: "⋯", value: undefined, certainty: "final", group: "" };

/** All fylker; of many kommuner the largest and the smallest values, and the highlighted one. */
export function barsOf(values: readonly PlaceValue[], { analysis }: PlaceResult, unit: string): BarsDrawing {
  const { level, place } = analysis;
  const shown = level === "fylke" ? values : ends(values, place);
  return { kind: "bars", values: shown, highlighted: place, unit };
}

function ends(values: readonly PlaceValue[], place: string): readonly PlaceValue[] {
  const known = values.filter(({ value }) => value !== undefined);
  if (known.length <= mostBars) return known;
  const [first, last] = [known.slice(0, mostBars / 2), known.slice(-mostBars / 2)];
  const own = known.filter((one) => one.nr === place && !first.includes(one) && !last.includes(one));
  const between = own.length === 0 ? [leftOut] : [leftOut, ...own, { ...leftOut, nr: "–" }];
  return [...first, ...between, ...last];
}

export function tilesOf(
  values: readonly PlaceValue[],
  { analysis }: PlaceResult,
  unit: string,
): TilesDrawing {
  return { kind: "tiles", values, highlighted: analysis.place, unit };
}

export function dotsOf(values: readonly PlaceValue[], { analysis }: PlaceResult, unit: string): DotsDrawing {
  const sorted = values.toSorted((one, other) => inOrder(one.group, other.group));
  return { kind: "dots", values: sorted, highlighted: analysis.place, unit };
}
