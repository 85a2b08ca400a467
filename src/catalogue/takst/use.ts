// How a takst is used: by month in the country, by type of practice, and per 1 000 inhabitants by fylke.

import { barsOf, placesOf, tilesOf } from "../analyse/pictures.ts";
import { NoSuchTable } from "../analyse/read-use.ts";
import { type PlaceResult, placeResult } from "../analyse/result.ts";
import { sqlOf } from "../analyse/sql.ts";
import { unitText } from "../analyse/words.ts";
import type { Lookup } from "../data/embedded.ts";
import { groupedBy } from "../data/grouped.ts";
import type { Series } from "../figures/drawing.ts";
import { figure } from "../figures/figure.ts";
import { type Child, element } from "../page/element.ts";
import { nothing, waitFor } from "../page/results.ts";
import { type Analysis, nothingChosen } from "../state/analysis.ts";
import { text } from "../text/language.ts";
import { type MonthlyUse, monthlyUse, type TakstName } from "./takst-facts.ts";

export function useSection(name: TakstName, found: Lookup): HTMLElement {
  return element(
    "section",
    {},
    element("h2", {}, text("Bruk", "Use")),
    waitFor(async () => monthsView(name, await monthlyUse(name), found), { height: 340 }),
    waitFor(async () => await fylkerView(name, found), { height: 420 }),
  );
}

function monthsView(name: TakstName, use: readonly MonthlyUse[] | undefined, found: Lookup): Child {
  if (use === undefined)
    return nothing(
      text("Utgivelsen har ikke takstbruk_landet_maned.", "The release has no takstbruk_landet_maned."),
    );
  if (use.length === 0)
    return nothing(
      text("Taksten er ikke brukt i denne utgivelsen.", "The item is not used in this release."),
    );
  const where = `WHERE fagomraade = '${name.fagomraade.replaceAll("'", "''")}' AND takstkode = '${name.takstkode.replaceAll("'", "''")}'`;
  const rows = use.map(({ month, praksistype, antall }) => [month, praksistype, antall] as const);
  return figure({
    id: `maneder-${name.fagomraade}`,
    title: text("Måned for måned i hele landet", "Month by month in the whole country"),
    lead: text(
      "Antall ganger, etter praksistype. Stiplet er foreløpig. CSV-filen har alle praksistyper.",
      "Number of uses, by type of practice. Dashed is preliminary. The CSV file has all types of practice.",
    ),
    drawing: { kind: "lines", unit: text("ganger", "times"), series: byPractice(use, found) },
    take: {
      name: `maneder-${name.fagomraade}-${name.takstkode}`,
      csv: { head: ["maned", "praksis_type_kode", "antall"], rows },
      sql: `SELECT strftime(periode, '%Y-%m') AS maned, praksis_type_kode, sum_antall_takst AS antall\nFROM 'takstbruk_landet_maned.parquet'\n${where}\nORDER BY ALL;`,
    },
  });
}

const mostPractices = 4;

/** The sum and each type of practice. Where there are many, those with least use are added up. */
function byPractice(use: readonly MonthlyUse[], { praksistyper }: Lookup): readonly Series[] {
  const types = [...groupedBy(use, ({ praksistype }) => praksistype)]
    .map(([code, own]) => ({ code, own, sum: own.reduce((total, { antall }) => total + antall, 0) }))
    .sort((one, other) => other.sum - one.sum);
  const all: Series = {
    name: types.length === 1 ? (praksistyper.get(types[0]?.code ?? "")?.navn ?? "") : text("Alle", "All"),
    tone: "accent",
    points: pointsOf(use, use),
  };
  if (types.length === 1) return [all];
  const single = types.length === mostPractices + 1 ? types.length : mostPractices;
  const rest = types.slice(single);
  const named = types
    .slice(0, single)
    .map(({ code, own }) => ({ name: praksistyper.get(code)?.navn ?? code, own }));
  const others = {
    name: text(`${rest.length} andre`, `${rest.length} others`),
    own: rest.flatMap(({ own }) => own),
  };
  const parts = [...named, ...(rest.length === 0 ? [] : [others])];
  return [...parts.map(({ name, own }, at) => ({ name, tone: at + 1, points: pointsOf(own, use) })), all];
}

/** A point for each month in which the takst was used at all; a gap where this part was not. */
function pointsOf(own: readonly MonthlyUse[], all: readonly MonthlyUse[]): Series["points"] {
  const byMonth = groupedBy(own, ({ month }) => month);
  const months = new Map(all.map(({ month, isPreliminary }) => [month, isPreliminary]));
  return [...months]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([period, isPreliminary]) => {
      const rows = byMonth.get(period);
      return {
        period,
        value: rows?.reduce((sum, { antall }) => sum + antall, 0),
        certainty: rows === undefined ? "missing" : isPreliminary ? "preliminary" : "final",
      };
    });
}

/** The use of a takst per 1 000 inhabitants by fylke and year. */
export function usePerFylke({ fagomraade, takstkode }: TakstName): Analysis {
  return { ...nothingChosen, takster: [{ fagomraade, takstkode }] };
}

async function fylkerView(name: TakstName, found: Lookup): Promise<Child> {
  try {
    const result = await placeResult(usePerFylke(name), found);
    return result.compared === "" ? null : fylkerFigures(name, { result, found });
  } catch (error) {
    if (!(error instanceof NoSuchTable)) throw error;
    return nothing(
      `${text("Utgivelsen har ikke tabellen", "The release does not have the table")} ${error.message}.`,
    );
  }
}

interface Shown {
  readonly result: PlaceResult;
  readonly found: Lookup;
}

function fylkerFigures({ fagomraade, takstkode }: TakstName, { result, found }: Shown): HTMLElement {
  const values = placesOf(result, found);
  const unit = unitText(result.analysis, found);
  const take = {
    name: `fylker-${fagomraade}-${takstkode}`,
    csv: {
      head: ["fylkesnr", "navn", "verdi"],
      rows: values.map((one) => [one.nr, one.name, one.value] as const),
    },
    sql: sqlOf(result.analysis),
  };
  return element(
    "div",
    { class: "columns" },
    figure({
      id: `kart-${fagomraade}`,
      title: text("Per 1\u202f000 innbyggere, fylkene i dag", "Per 1,000 inhabitants, counties of today"),
      lead: `${unit}, ${result.compared}. ${placeNote()}`,
      drawing: tilesOf(values, result, unit),
      take,
    }),
    figure({
      id: `fylker-${fagomraade}`,
      title: text("Rangert", "Ranked"),
      lead: unit,
      drawing: barsOf(values, result, unit),
      take,
    }),
  );
}

function placeNote(): string {
  return text(
    "Stedet er behandlerens, ikke pasientens.",
    "The place is the practitioner's, not the patient's.",
  );
}
