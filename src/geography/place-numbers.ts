// The numbers that takstbruk of a period may have: official kommuner and fylker, and numbers that are no place.
import { join } from "node:path";
import { projectFolder } from "../platform/tool.ts";
import { type Row, readTable, tableShapes } from "./tables.ts";

/** The numbers of both kinds of place, with four and two digits. */
export type PlaceNumbers = Readonly<Record<"kommuner" | "fylker", readonly string[]>>;

/**
 * The numbers of these years and of the years beside them, because takstbruk of a year also has numbers of the year before and after.
 * Throws a ReleaseError for a table of the folder that is missing.
 */
export async function placeNumbers(
  years: { readonly first: number; readonly last: number },
  folder = join(projectFolder, "sql", "reference"),
): Promise<PlaceNumbers> {
  const since = `${years.first - 1}-01-01`;
  const until = `${years.last + 1}-12-31`;
  const isOfPeriod = ({ gyldig_fra = "", gyldig_til = "" }: Row) =>
    gyldig_fra <= until && (gyldig_til === "" || gyldig_til >= since);
  const official = async (name: "kommuner" | "fylker", column: string) => {
    const rows = await readTable(folder, name, tableShapes[name].columns);
    return rows.filter(isOfPeriod).map((row) => row[column] ?? "");
  };
  const others = await readTable(folder, "pseudosteder", ["nivaa", "fra_nr", "til_nr", "betydning"]);
  const othersOf = (level: string) => others.filter(({ nivaa }) => nivaa === level).flatMap(eachNumber);
  return {
    kommuner: sorted([...(await official("kommuner", "kommunenr")), ...othersOf("kommune")]),
    fylker: sorted([...(await official("fylker", "fylkesnr")), ...othersOf("fylke")]),
  };
}

/** `0312`–`0335` → each of the 24 numbers, with the same digits. */
function eachNumber({ fra_nr = "", til_nr = "" }: Row): readonly string[] {
  const first = Number(fra_nr);
  return Array.from({ length: Number(til_nr) - first + 1 }, (_, index) =>
    String(first + index).padStart(fra_nr.length, "0"),
  );
}

function sorted(numbers: readonly string[]): readonly string[] {
  return [...new Set(numbers)].sort();
}
