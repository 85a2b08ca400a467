// What the release's own files say of a takst: its periods and rules, its official combinations, and its use by fylke.

import { shortName } from "./element.ts";
import { openParquet, type Row, readRows } from "./parquet.ts";
import { datasetNamed, parquetOf } from "./release.ts";

/** A takstkode within a fagomraade: other fagområder have other takster of the same code. */
export interface TakstFacts {
  readonly fagomraade: string;
  readonly takstkode: string;
  /** Its rows of takstkoder, newest first. */
  readonly periods: readonly Row[];
  /** The codes that official combinations name, by `kombinasjon` (ugyldig or krever …), of all its periods. */
  readonly official: ReadonlySet<string>;
  /** Use in a year by fylke; undefined where the release does not have it. */
  readonly use: readonly FylkeUse[] | undefined;
}

export interface FylkeUse {
  readonly fylke: string;
  readonly year: number;
  readonly amount: number;
}

/** The files of the release that are read, where it has them. */
export const takstDatasets = ["takstkoder", "takst_kombinasjoner", "takstbruk_fylke_ar"] as const;

/** Everything there is of a takstkode, fagomraade by fagomraade; other capitals are tried where none is written so. */
export async function takstFacts(takstkode: string): Promise<readonly TakstFacts[]> {
  const [periods, combinations, used] = await Promise.all([
    rowsOf("takstkoder", { takstkode }),
    rowsOf("takst_kombinasjoner", { takstkode }, combinationColumns),
    rowsOf("takstbruk_fylke_ar", { takstkode }, useColumns),
  ]);
  if ((periods ?? []).length === 0 && (used ?? []).length === 0) {
    const known = (await takstkoder()).find((code) => code.toLowerCase() === takstkode.toLowerCase());
    return known === undefined || known === takstkode ? [] : await takstFacts(known);
  }
  const all = [...(periods ?? []), ...(used ?? [])].map(({ fagomraade }) => String(fagomraade));
  return [...new Set(all)].sort().map((fagomraade) => {
    const own = (rows: readonly Row[] | undefined) => rows?.filter((row) => row.fagomraade === fagomraade);
    return {
      fagomraade,
      takstkode,
      periods: own(periods)?.toReversed() ?? [],
      official: new Set(
        own(combinations)
          ?.filter(({ offisiell }) => offisiell === true)
          .map(({ annen_takstkode }) => String(annen_takstkode)),
      ),
      use: own(used)?.map(useOf),
    };
  });
}

const useColumns = ["fagomraade", "takstkode", "behandler_fylke", "fylkesnavn", "ar", "sum_antall_takst"];
const combinationColumns = ["fagomraade", "takstkode", "annen_takstkode", "offisiell"];

let codes: Promise<readonly string[]> | undefined;

/** All takstkoder of the release, once each; none where it has no takstkoder. */
export async function takstkoder(): Promise<readonly string[]> {
  codes ??= rowsOf("takstkoder", {}, ["takstkode"]).then((rows = []) => {
    return [...new Set(rows.map(({ takstkode }) => String(takstkode)))];
  });
  try {
    return await codes;
  } catch (error) {
    codes = undefined;
    throw error;
  }
}

async function rowsOf(
  name: (typeof takstDatasets)[number],
  where: Readonly<Record<string, string>>,
  columns?: readonly string[],
): Promise<readonly Row[] | undefined> {
  const dataset = datasetNamed(name);
  const file = dataset === undefined ? undefined : parquetOf(dataset);
  if (file === undefined) return undefined;
  return await readRows(await openParquet(file), { where, ...(columns === undefined ? {} : { columns }) });
}

function useOf({ fylkesnavn, behandler_fylke, ar, sum_antall_takst }: Row): FylkeUse {
  return {
    fylke: shortName(String(fylkesnavn ?? behandler_fylke)),
    year: Number(ar),
    amount: Number(sum_antall_takst ?? 0),
  };
}
