// From a request's words to its answer: path, representation, parameters, world. No network here.

import { isMonth, monthNumber } from "../domain/month.ts";
import { type Answer, failure, type Refusal } from "./answers/answer.ts";
import { type KodeverkName, kodeverkAnswer } from "./answers/records.ts";
import { takstbrukCsv, takstbrukJson, takstbrukXml } from "./answers/takstbruk.ts";
import { takstbrukXlsx } from "./answers/xlsx.ts";
import type { Dialect } from "./dialects.ts";
import type { KodeverkParameters } from "./kodeverk/kodeverk.ts";
import { monthPeriods, type Period, type Table, type TakstbrukQuery, yearPeriods } from "./world/query.ts";
import { countRows } from "./world/rows.ts";
import type { World } from "./world/world.ts";

/** The part of an HTTP request that decides its answer. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly accept: string | undefined;
}

/** What the emulator says in: its world and its dialect. */
export interface Voice {
  readonly world: World;
  readonly dialect: Dialect;
}

/** The answer to a request, refusals included. */
export function respond({ method, url, accept }: Asked, voice: Voice): Answer {
  if (method !== "GET") return failure({ status: 405, message: `Cannot ${method}: only GET` }, voice.dialect);
  const route = routeOf(url.pathname);
  if (route === undefined)
    return failure({ status: 404, message: `No such path: ${url.pathname}` }, voice.dialect);
  const format = preferredFormat(accept);
  if (route.kind === "kodeverk" || route.form === "negotiated") {
    if (format === undefined)
      return failure({ status: 406, message: "application/json or application/xml" }, voice.dialect);
    return negotiated({ route, format, search: url.searchParams }, voice);
  }
  return takstbruk({ route, form: route.form, search: url.searchParams }, voice);
}

function negotiated(
  { route, format, search }: { route: Route; format: "json" | "xml"; search: URLSearchParams },
  voice: Voice,
): Answer {
  if (route.kind === "takstbruk") return takstbruk({ route, form: format, search }, voice);
  const parameters = kodeverkParameters(search);
  if (!parameters.ok) return failure(parameters.refusal, voice.dialect);
  return kodeverkAnswer(route.name, { ...voice, parameters: parameters.value, format });
}

interface TakstbrukAsked {
  readonly route: Extract<Route, { kind: "takstbruk" }>;
  readonly form: "json" | "xml" | "csv" | "xlsx";
  readonly search: URLSearchParams;
}

function takstbruk({ route, form, search }: TakstbrukAsked, { world, dialect }: Voice): Answer {
  const query = takstbrukParameters(route.table, search);
  if (!query.ok) return failure(query.refusal, dialect);
  const rows = () => countRows(world, query.value);
  if (form === "csv") return { ...takstbrukCsv({ world, query: query.value, dialect, count: 0 }), rows };
  const count = rows();
  return { ...writers[form]({ world, query: query.value, dialect, count }), rows: () => count };
}

const writers = { json: takstbrukJson, xml: takstbrukXml, xlsx: takstbrukXlsx } as const;

/** The preferred of the two representations, or undefined when the caller takes neither. */
export function preferredFormat(accept: string | undefined): "json" | "xml" | undefined {
  const ranges = (accept ?? "*/*").split(",").map(rangeOf);
  const best = ranges
    .map((range) => ({ ...range, format: formatOf(range.type) }))
    .filter((range) => range.format !== undefined && range.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return best[0]?.format;
}

function rangeOf(text: string): { readonly type: string; readonly quality: number } {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
}

function formatOf(type: string): "json" | "xml" | undefined {
  if (type === "application/xml" || type === "text/xml") return "xml";
  return ["application/json", "application/*", "*/*"].includes(type) ? "json" : undefined;
}

/** What a path asks for: a kodeverk, or a takstbruk table as JSON/XML, CSV or Excel. */
export type Route =
  | { readonly kind: "kodeverk"; readonly name: KodeverkName }
  | { readonly kind: "takstbruk"; readonly table: Table; readonly form: "negotiated" | "csv" | "xlsx" };

/**
 * The route of a path, or undefined when there is none. The documentation says that the paths were changed when the
 * root moved and that old URLs still work, but not what they were: assumed to be today's without `/v1`.
 */
export function routeOf(pathname: string): Route | undefined {
  const path = pathname.replace(/^\/v1(?=\/)/, "");
  const name = kodeverkNames.find((kodeverk) => path === `/${kodeverk}`);
  if (name !== undefined) return { kind: "kodeverk", name };
  for (const { form, prefix } of forms) {
    const table = tables.find(({ level, grain }) => path === `${prefix}/${level}/${grain}`);
    if (table !== undefined) return { kind: "takstbruk", table, form };
  }
  return undefined;
}

const kodeverkNames = [
  "fagomraader",
  "takstkoder",
  "nlkkoder",
  "refusjonskategorisatser",
  "apatkombinasjoner",
  "bandasjister",
] as const;

const forms = [
  { form: "negotiated", prefix: "/takstbruk/agtakst" },
  { form: "csv", prefix: "/takstbruk/eksport/agtakst" },
  { form: "xlsx", prefix: "/takstbruk/eksport/msexcel/agtakst" },
] as const;

const tables: readonly Table[] = (["kommune", "fylke", "landet"] as const).flatMap((level) =>
  (["maned", "ar"] as const).map((grain) => ({ level, grain })),
);

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
