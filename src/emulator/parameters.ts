// Query parameters, checked as the documentation demands: decided values, or the reason for a 400.
import { isMonth, monthNumber } from "../domain/month.ts";
import type { Refusal } from "./answers/failures.ts";
import type { KodeverkParameters } from "./kodeverk/kodeverk.ts";
import { monthPeriods, type Period, type TakstbrukQuery, yearPeriods } from "./world/query.ts";
import type { Table } from "./world/suppression.ts";

/** Decided parameters, or why they are refused. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** The parameters of a takstbruk endpoint. Unknown codes are not errors: they match nothing. */
export function takstbrukParameters(table: Table, search: URLSearchParams): Checked<TakstbrukQuery> {
  const fagomraader = list(search, "fagomraade");
  if (fagomraader === undefined) return refuse("Mangler obligatorisk parameter fagomraade");
  const periods = table.grain === "maned" ? months(search) : years(search);
  if (!periods.ok) return periods;
  return accept({
    table,
    periods: periods.value,
    fagomraader,
    takstkoder: list(search, "takstkoder"),
    steder:
      table.level === "landet" ? undefined : list(search, table.level === "kommune" ? "kommuner" : "fylker"),
    praksistyper: list(search, "praksistyper"),
  });
}

/** The parameters of the kodeverk endpoints; each endpoint uses those it knows. */
export function kodeverkParameters(search: URLSearchParams): Checked<KodeverkParameters> {
  const gyldigdato = one(search, "gyldigdato");
  if (gyldigdato !== undefined && !isDate(gyldigdato))
    return refuse(`gyldigdato er ikke yyyy-MM-dd: ${gyldigdato}`);
  const official = one(search, "offisielle_ugyldige_takstkombinasjoner");
  if (official !== undefined && official !== "ja" && official !== "nei") {
    return refuse(`offisielle_ugyldige_takstkombinasjoner må være ja eller nei: ${official}`);
  }
  return accept({
    fagomraade: list(search, "fagomraade"),
    gyldigdato,
    takstkode: one(search, "takstkode"),
    beskrivelse: one(search, "beskrivelse"),
    nlkkode: one(search, "nlkkode"),
    samhandlertype: one(search, "samhandlertype"),
    offisielleUgyldigeTakstkombinasjoner: official,
  });
}

function months(search: URLSearchParams): Checked<readonly Period[]> {
  const from = one(search, "fommaned");
  const to = one(search, "tommaned");
  if (from === undefined || to === undefined)
    return refuse("Mangler obligatorisk parameter fommaned eller tommaned");
  if (!isMonth(from) || !isMonth(to)) return refuse(`fommaned og tommaned må være yyyyMM: ${from}, ${to}`);
  const length = monthNumber(to) - monthNumber(from) + 1;
  if (length < 1) return refuse(`fommaned er etter tommaned: ${from}, ${to}`);
  if (length > longestPeriod)
    return refuse(`Perioden kan ikke være mer enn ${longestPeriod} måneder: ${length}`);
  return accept(monthPeriods(monthNumber(from), monthNumber(to)));
}

/** 201805–201905 is the documentation's own example of the longest period. */
const longestPeriod = 13;

function years(search: URLSearchParams): Checked<readonly Period[]> {
  const from = one(search, "fomar");
  const to = one(search, "tomar");
  if (from === undefined || to === undefined)
    return refuse("Mangler obligatorisk parameter fomar eller tomar");
  if (!/^(19|20)\d\d$/.test(from) || !/^(19|20)\d\d$/.test(to))
    return refuse(`fomar og tomar må være yyyy: ${from}, ${to}`);
  if (from > to) return refuse(`fomar er etter tomar: ${from}, ${to}`);
  return accept(yearPeriods(Number(from), Number(to)));
}

/** A parameter's value; given but empty counts as not given. */
function one(search: URLSearchParams, name: string): string | undefined {
  const value = search.get(name)?.trim();
  return value === "" ? undefined : value;
}

/** A comma list; a parameter given several times is one list. */
function list(search: URLSearchParams, name: string): ReadonlySet<string> | undefined {
  const values = search.getAll(name).flatMap((text) => text.split(","));
  const codes = values.map((value) => value.trim()).filter((value) => value !== "");
  return codes.length === 0 ? undefined : new Set(codes);
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function accept<T>(value: T): Checked<T> {
  return { ok: true, value };
}

function refuse(message: string): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { status: 400, message } };
}
