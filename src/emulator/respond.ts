// Makes the answer to a request from its path, representation and parameters, without any network.

import { isMonth, monthNumber } from "../domain/period.ts";
import { type Answer, failure, type Rejection } from "./answers/answer.ts";
import { type KodeverkName, kodeverkAnswer } from "./answers/records.ts";
import { takstbrukCsv, takstbrukJson, takstbrukXml } from "./answers/takstbruk.ts";
import { takstbrukXlsx } from "./answers/xlsx.ts";
import type { Dialect } from "./dialects.ts";
import type { KodeverkParameters } from "./kodeverk/kodeverk.ts";
import { monthPeriods, type Period, type Table, type TakstbrukQuery, yearPeriods } from "./world/query.ts";
import { countRows } from "./world/rows.ts";
import type { World } from "./world/world.ts";

/** The part of an HTTP request that decides its answer. */
export interface IncomingRequest {
  readonly method: string;
  readonly url: URL;
  readonly accept: string | undefined;
}

/** The source of the emulator's answers: a world, and the dialect that it writes in. */
export interface AnswerSource {
  readonly world: World;
  readonly dialect: Dialect;
}

/** The answer to a request, rejections included. */
export function respond({ method, url, accept }: IncomingRequest, source: AnswerSource): Answer {
  const answer = respondWithoutCors({ method, url, accept }, source);
  if (source.dialect.cors === "none") return answer;
  return { ...answer, headers: { ...answer.headers, "access-control-allow-origin": "*" } };
}

function respondWithoutCors({ method, url, accept }: IncomingRequest, source: AnswerSource): Answer {
  const { dialect } = source;
  if (method === "OPTIONS" && dialect.cors === "open") return preflight;
  if (method !== "GET" && method !== "HEAD")
    return failure({ status: 405, message: `Cannot ${method}: only ${allowed}` }, dialect);
  const route = routeOf(url.pathname, dialect);
  if (route === undefined) return failure({ status: 404, message: `No such path: ${url.pathname}` }, dialect);
  const format = route.kind === "kodeverk" || route.form === "negotiated" ? preferredFormat(accept) : "json";
  if (format === undefined)
    return failure({ status: 406, message: "application/json or application/xml" }, dialect);
  const answer = answerOf({ route, format, search: url.searchParams }, source);
  return method === "HEAD" ? { ...answer, body: [] } : answer;
}

/** The methods of every path. */
export const allowed = "GET, HEAD, OPTIONS";

const preflight: Answer = {
  status: 204,
  contentType: undefined,
  headers: {
    allow: allowed,
    "access-control-allow-methods": allowed,
    "access-control-allow-headers": "*",
    "access-control-max-age": "3600",
  },
  body: [],
};

interface Routed {
  readonly route: Route;
  readonly format: "json" | "xml";
  readonly search: URLSearchParams;
}

function answerOf({ route, format, search }: Routed, source: AnswerSource): Answer {
  const { world, dialect } = source;
  if (route.kind === "kodeverk") {
    const parameters = kodeverkParameters(search);
    if (!parameters.ok) return failure(parameters.rejection, dialect);
    return kodeverkAnswer(route.name, { ...source, parameters: parameters.value, format });
  }
  const query = takstbrukParameters(route.table, search, dialect);
  if (!query.ok) return failure(query.rejection, dialect);
  const rows = () => countRows(world, query.value);
  if (route.form === "csv")
    return { ...takstbrukCsv({ world, query: query.value, dialect, count: 0 }), rows };
  const count = rows();
  const write = writers[route.form === "xlsx" ? "xlsx" : format];
  return { ...write({ world, query: query.value, dialect, count }), rows: () => count };
}

const writers = { json: takstbrukJson, xml: takstbrukXml, xlsx: takstbrukXlsx } as const;

/** The preferred of the two representations, or undefined if the caller takes neither. */
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

/** The content of a path: a kodeverk, or a takstbruk table as JSON or XML, CSV or Excel. */
export type Route =
  | { readonly kind: "kodeverk"; readonly name: KodeverkName }
  | { readonly kind: "takstbruk"; readonly table: Table; readonly form: "negotiated" | "csv" | "xlsx" };

/**
 * The route of a path, or undefined if there is none. The documentation says that the paths changed when the root moved,
 * and that old URLs still work. It does not show them. We assume today's paths without `/v1`.
 */
export function routeOf(pathname: string, { root }: Pick<Dialect, "root">): Route | undefined {
  if (root !== "/v1" && !pathname.startsWith(`${root}/`)) return undefined;
  const path = pathname.startsWith(`${root}/`) ? pathname.slice(root.length) : pathname;
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

/** The parsed parameters, or the reason to reject them. */
type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rejection: Rejection };

/** The parameters of a takstbruk endpoint. Unknown codes are no errors, but match nothing. */
function takstbrukParameters(
  table: Table,
  search: URLSearchParams,
  { places }: Dialect,
): Checked<TakstbrukQuery> {
  const fagomraader = list(search, "fagomraade");
  if (fagomraader === undefined) return rejected("Mangler obligatorisk parameter fagomraade");
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
    placeless: places === "always" ? new Set() : ofTravel,
  });
}

/** Journeys have no place where somebody practises. Nobody knows whether their rows have one. */
const ofTravel: ReadonlySet<string> = new Set(["BE", "BI", "PR"]);

/** The parameters of the kodeverk endpoints. Each endpoint uses those it knows. */
function kodeverkParameters(search: URLSearchParams): Checked<KodeverkParameters> {
  const gyldigdato = one(search, "gyldigdato");
  if (gyldigdato !== undefined && !isDate(gyldigdato))
    return rejected(`gyldigdato er ikke yyyy-MM-dd: ${gyldigdato}`);
  const official = one(search, "offisielle_ugyldige_takstkombinasjoner");
  if (official !== undefined && official !== "ja" && official !== "nei") {
    return rejected(`offisielle_ugyldige_takstkombinasjoner må være ja eller nei: ${official}`);
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
    return rejected("Mangler obligatorisk parameter fommaned eller tommaned");
  if (!isMonth(from) || !isMonth(to)) return rejected(`fommaned og tommaned må være yyyyMM: ${from}, ${to}`);
  const length = monthNumber(to) - monthNumber(from) + 1;
  if (length < 1) return rejected(`fommaned er etter tommaned: ${from}, ${to}`);
  if (length > longestPeriod)
    return rejected(`Perioden kan ikke være mer enn ${longestPeriod} måneder: ${length}`);
  return accept(monthPeriods(monthNumber(from), monthNumber(to)));
}

/** 201805–201905 is the documentation's own example of the longest period. */
const longestPeriod = 13;

function years(search: URLSearchParams): Checked<readonly Period[]> {
  const from = one(search, "fomar");
  const to = one(search, "tomar");
  if (from === undefined || to === undefined)
    return rejected("Mangler obligatorisk parameter fomar eller tomar");
  if (!/^(19|20)\d\d$/.test(from) || !/^(19|20)\d\d$/.test(to))
    return rejected(`fomar og tomar må være yyyy: ${from}, ${to}`);
  if (from > to) return rejected(`fomar er etter tomar: ${from}, ${to}`);
  return accept(yearPeriods(Number(from), Number(to)));
}

/** The value of a parameter. An empty one counts as absent. */
function one(search: URLSearchParams, name: string): string | undefined {
  const value = search.get(name)?.trim();
  return value === "" ? undefined : value;
}

/** The codes of a comma list. Several parameters of the same name are one list. */
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

function rejected(message: string): { readonly ok: false; readonly rejection: Rejection } {
  return { ok: false, rejection: { status: 400, message } };
}
