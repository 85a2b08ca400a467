// Analyse: takster over time and between places, by a measure and a denominator the reader chooses.
import type { Lookup } from "../data/embedded.ts";
import { type Figure, figure } from "../figures/figure.ts";
import { certaintyText } from "../figures/page-style.ts";
import { takeAlong } from "../figures/take-along.ts";
import { type Child, element, select } from "../page/element.ts";
import { nothing, waitFor, withLookup } from "../page/results.ts";
import { hashOf } from "../state/address.ts";
import { type Analysis, analysisOf, queryOf } from "../state/analysis.ts";
import { change } from "../state/navigate.ts";
import { text } from "../text/language.ts";
import { periodText } from "../text/numbers.ts";
import { controls } from "./controls.ts";
import { csvOf, numbersTable, summary } from "./numbers.ts";
import { barsOf, dotsOf, linesOf, placesOf, tilesOf } from "./pictures.ts";
import { NoSuchTable } from "./read-use.ts";
import { beginResult, type Result, resultOf } from "./result.ts";
import { sqlOf } from "./sql.ts";
import { analysisTitle, unitText } from "./words.ts";

export function analysePage(query: ReadonlyMap<string, string>): HTMLElement {
  const analysis = analysisOf(query);
  beginResult(analysis);
  return element(
    "article",
    {},
    element("h1", { tabindex: -1 }, text("Analyse", "Analyse")),
    withLookup((found) => {
      const go = (part: Partial<Analysis>) =>
        change(hashOf("analyse", "", queryOf({ ...analysis, ...part })));
      return [controls({ analysis, lookup: found, change: go }), results(analysis, found)];
    }),
  );
}

function results(analysis: Analysis, found: Lookup): Child {
  if (analysis.takster.length === 0) return element("div", { id: "result" }, beginWith(found));
  if (analysis.per.kind === "takster" && analysis.per.takster.length === 0) {
    return nothing(text("Velg hvilke takster det skal deles på.", "Choose the tariff items to divide by."));
  }
  return waitFor(async () => await shownResult(analysis, found), { id: "result", height: 400 });
}

async function shownResult(analysis: Analysis, found: Lookup): Promise<Child> {
  try {
    const result = await resultOf(analysis, found);
    if (result.compared === "")
      return nothing(
        text("Ingen bruk er registrert for dette valget.", "No use is recorded for this choice."),
      );
    return resultView(result, found);
  } catch (error) {
    if (!(error instanceof NoSuchTable)) throw error;
    return nothing(
      `${text("Utgivelsen har ikke tabellen", "The release does not have the table")} ${error.message}.`,
    );
  }
}

function beginWith({ takster, fagomraader }: Lookup): Child {
  const most = takster.toSorted((one, other) => other.kroner - one.kroner).slice(0, 6);
  const links = most.map(({ fagomraade, takstkode, navn }) =>
    element(
      "li",
      {},
      element(
        "a",
        { href: hashOf("analyse", "", [["takst", `${fagomraade}:${takstkode}`]]) },
        element("b", {}, takstkode),
        ` ${navn}`,
      ),
    ),
  );
  const fields = [...fagomraader].map(([kode, navn]) =>
    element("li", {}, element("a", { href: hashOf("analyse", "", [["takst", kode]]) }, navn)),
  );
  return [
    element(
      "p",
      { class: "lead" },
      text(
        "Velg en takst over, eller begynn med en av disse.",
        "Choose a tariff item above, or begin with one of these.",
      ),
    ),
    element("ul", { class: "chips" }, ...links),
    element("h2", {}, text("Hele fagområder", "Whole fields of practice")),
    element("ul", { class: "chips" }, ...fields),
  ];
}

function resultView(result: Result, found: Lookup): Child {
  const { analysis } = result;
  const title = analysisTitle(analysis, found);
  const unit = unitText(analysis, found);
  const take = { name: "analyse", csv: csvOf(result, found), sql: sqlOf(analysis) };
  return [
    element("h2", {}, title),
    summary(result, found),
    figure({
      id: "over-tid",
      title: text("Over tid", "Over time"),
      lead: `${unit}. ${certaintyNote()}`,
      drawing: linesOf(result, found),
      take,
    }),
    analysis.level === "landet"
      ? null
      : [periodChoice(result), ...placeFigures(result, { found, title, take })],
    element("h2", {}, text("Tallene", "The numbers")),
    element("div", { id: "tall" }, numbersTable(result, found)),
    takeAlong({ ...take, title, subtitle: unit }),
  ];
}

interface Placing {
  readonly found: Lookup;
  readonly title: string;
  readonly take: NonNullable<Figure["take"]>;
}

/** The places of one period: a map, the ranking beside it, and the distribution below. */
function placeFigures(result: Result, { found, title, take }: Placing): readonly HTMLElement[] {
  const values = placesOf(result, found);
  const unit = unitText(result.analysis, found);
  const lead = `${title}, ${periodText(result.compared)}`;
  const isFylker = result.analysis.level === "fylke";
  const distribution = figure({
    id: "fordeling",
    title: text("Fordeling", "Distribution"),
    lead: isFylker ? lead : `${lead}. ${dotsNote()}`,
    drawing: dotsOf(values, result, unit),
    take,
  });
  const map = figure({
    id: "kart",
    title: text("Kart", "Map"),
    lead: `${lead}. ${isFylker ? fylkeMapNote() : kommuneMapNote()}`,
    drawing: tilesOf(values, result, unit),
    take,
  });
  const ranking = figure({
    id: "rangering",
    title: text("Rangert", "Ranked"),
    lead,
    drawing: barsOf(values, result, unit),
    take,
    below: missingNote(values.length, result),
  });
  return [element("div", { class: "columns" }, map, ranking), distribution];
}

function certaintyNote(): string {
  return text(
    "Stiplet er foreløpig, en åpen prikk er et ufullstendig år, et brudd er tall som mangler.",
    "Dashed is preliminary, an open dot is an incomplete year, a gap is a missing number.",
  );
}

function fylkeMapNote(): string {
  return text(
    "Hver rute er et fylke, omtrent der det ligger.",
    "Each square is a county, about where it lies.",
  );
}

function kommuneMapNote(): string {
  return text(
    "Hver liten rute er en kommune. Den står i ruten til fylket sitt, i rekkefølge etter kommunenummer, og viser ikke hvor i fylket den ligger.",
    "Each small square is a municipality. It stands in the square of its county, in the order of municipality numbers, and does not show where in the county it lies.",
  );
}

function dotsNote(): string {
  return text(
    "Hver prikk er en kommune, streken er fylkets median.",
    "Each dot is a municipality, the tick is the median of the county.",
  );
}

function periodChoice({ periods, compared, analysis }: Result): HTMLElement {
  const go = (period: string) => change(hashOf("analyse", "", queryOf({ ...analysis, period })));
  const options = periods
    .toReversed()
    .map(
      ({ period, certainty }) =>
        [
          period,
          `${periodText(period)}${certainty === "final" ? "" : ` (${certaintyText(certainty)})`}`,
        ] as const,
    );
  return element(
    "div",
    { class: "controls" },
    select(text("Sammenlign steder i", "Compare places in"), options, {
      id: "periode",
      chosen: compared,
      choose: go,
    }),
  );
}

function missingNote(all: number, { numbers, compared }: Result): Child {
  const missing = numbers.filter(({ period, value }) => period === compared && value === undefined).length;
  if (missing === 0) return null;
  return element(
    "p",
    { class: "quiet" },
    text(
      `${missing} av ${all} steder har ingen tall: taksten ble brukt så lite der at tallet er utelatt, eller ikke i det hele tatt. Det er ikke det samme som null.`,
      `${missing} of ${all} places have no number: the item was used so little there that the number is left out, or not at all. That is not the same as zero.`,
    ),
  );
}
