// The small tables embedded beside the page: takster, fagområder, praksistyper, places and inhabitants.
import type { EmbeddedRows, FindData, OfflineData, TrustData } from "../../domain/catalogue.ts";
import { mostUsed } from "./release.ts";
import { loadScript } from "./script.ts";

declare global {
  var helserefusjonData: FindData | undefined;
  var helserefusjonTrust: TrustData | undefined;
  var helserefusjonOffline: OfflineData | undefined;
}

export interface Takst {
  readonly fagomraade: string;
  readonly takstkode: string;
  readonly navn: string;
  readonly honorar: number | undefined;
  readonly refusjon: number | undefined;
  readonly egenandel: number | undefined;
  /** The last period it was used in; empty if it never was. */
  readonly siste: string;
  /** Use and reimbursement in the last whole year. */
  readonly antall: number;
  readonly kroner: number;
}

export type Level = "landet" | "fylke" | "kommune";

export interface Place {
  readonly niva: "fylke" | "kommune";
  readonly nr: string;
  readonly navn: string;
  readonly fylkesnr: string;
  /** Reimbursement in the last whole year; undefined if none is known. */
  readonly kroner: number | undefined;
}

export interface Year {
  readonly ar: number;
  readonly maneder: number;
  readonly forelopig: boolean;
}

/** Everything that is looked up by code or number. */
export interface Lookup {
  readonly takster: readonly Takst[];
  readonly fagomraader: ReadonlyMap<string, string>;
  readonly praksistyper: ReadonlyMap<string, { readonly navn: string; readonly fagomraade: string }>;
  readonly places: readonly Place[];
  readonly years: readonly Year[];
  /** The last year with twelve months of which no month is preliminary; the last one if there is none. */
  readonly wholeYear: number;
  /** Inhabitants on 1 January; undefined where nobody counted them. */
  readonly innbyggere: (place: {
    readonly niva: Level;
    readonly nr: string;
    readonly ar: number;
  }) => number | undefined;
  readonly takst: (fagomraade: string, takstkode: string) => Takst | undefined;
  readonly place: (nr: string) => Place | undefined;
}

/** A row by the names of its columns. */
export type TextRow = Readonly<Record<string, string | null>>;

export function rowsOf({ columns, rows }: EmbeddedRows): readonly TextRow[] {
  // Written for speed: thousands of rows are read before a view is shown.
  return rows.map((row) => {
    const made: Record<string, string | null> = {};
    for (const [at, column] of columns.entries()) made[column] = row[at] ?? null;
    return made;
  });
}

/** The takster that cost most in the last whole year; they are in the page itself. */
export function mostUsedTakster(): readonly Takst[] {
  return rowsOf(mostUsed).map(takstOf);
}

let known: Lookup | undefined;

/** The lookup, if it has been loaded. */
export function loadedLookup(): Lookup | undefined {
  return known;
}

const lookupScript = "catalogue-data.js";

/** Loads the script of the lookup before anybody needs it. */
export function loadLookup(): void {
  void loadScript(lookupScript);
}

export async function lookup(): Promise<Lookup> {
  await loadScript(lookupScript);
  if (globalThis.helserefusjonData === undefined) throw new Error(`${lookupScript} did not load`);
  known ??= lookupOf(globalThis.helserefusjonData);
  return known;
}

export async function trustData(): Promise<TrustData> {
  await loadScript("catalogue-trust.js");
  if (globalThis.helserefusjonTrust === undefined) throw new Error("catalogue-trust.js did not load");
  return globalThis.helserefusjonTrust;
}

export async function offlineData(): Promise<OfflineData> {
  await loadScript("catalogue-offline.js");
  if (globalThis.helserefusjonOffline === undefined) throw new Error("catalogue-offline.js did not load");
  return globalThis.helserefusjonOffline;
}

/** The lookup of these tables. */
export function lookupOf(data: FindData): Lookup {
  const takster = rowsOf(data.takster).map(takstOf);
  const places = rowsOf(data.steder).map(placeOf);
  const years = rowsOf(data.ar).map(yearOf);
  const byTakst = new Map(takster.map((one) => [`${one.fagomraade} ${one.takstkode}`, one]));
  const byNumber = new Map(places.map((one) => [one.nr, one]));
  const inhabitants = new Map(
    rowsOf(data.innbyggere).map(({ niva, nr, ar, innbyggere }) => [
      `${niva} ${niva === "landet" ? "" : nr} ${ar}`,
      Number(innbyggere),
    ]),
  );
  return {
    takster,
    places,
    years,
    wholeYear: wholeYearOf(years),
    fagomraader: new Map(rowsOf(data.fagomraader).map(({ kode, navn }) => [kode ?? "", navn ?? kode ?? ""])),
    praksistyper: new Map(
      rowsOf(data.praksistyper).map(({ kode, navn, fagomraade }) => [
        kode ?? "",
        { navn: navn ?? kode ?? "", fagomraade: fagomraade ?? "" },
      ]),
    ),
    innbyggere: ({ niva, nr, ar }) => inhabitants.get(`${niva} ${niva === "landet" ? "" : nr} ${ar}`),
    takst: (fagomraade, takstkode) => byTakst.get(`${fagomraade} ${takstkode}`),
    place: (nr) => byNumber.get(nr),
  };
}

function wholeYearOf(years: readonly Year[]): number {
  const whole = years.findLast(({ maneder, forelopig }) => maneder === 12 && !forelopig);
  const full = years.findLast(({ maneder }) => maneder === 12);
  return (whole ?? full ?? years.at(-1))?.ar ?? 0;
}

function takstOf(row: TextRow): Takst {
  const { fagomraade, takstkode, navn, honorar, refusjon, egenandel, siste, antall, kroner } = row;
  return {
    fagomraade: fagomraade ?? "",
    takstkode: takstkode ?? "",
    navn: navn ?? "",
    honorar: numberOf(honorar),
    refusjon: numberOf(refusjon),
    egenandel: numberOf(egenandel),
    siste: siste ?? "",
    antall: Number(antall ?? 0),
    kroner: Number(kroner ?? 0),
  };
}

function numberOf(text: string | null | undefined): number | undefined {
  return text === null || text === undefined ? undefined : Number(text);
}

function placeOf({ niva, nr, navn, fylkesnr, kroner }: TextRow): Place {
  return {
    niva: niva === "fylke" ? "fylke" : "kommune",
    nr: nr ?? "",
    navn: navn ?? nr ?? "",
    fylkesnr: fylkesnr ?? nr ?? "",
    kroner: numberOf(kroner),
  };
}

function yearOf({ ar, maneder, forelopig }: TextRow): Year {
  return { ar: Number(ar), maneder: Number(maneder), forelopig: forelopig === "true" };
}
