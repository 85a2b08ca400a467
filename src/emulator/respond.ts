// From a request's words to its answer: path, representation, parameters, world. No network here.

import { preferredFormat } from "./accept.ts";
import type { Answer } from "./answers/answer.ts";
import { failure } from "./answers/failures.ts";
import { kodeverkAnswer } from "./answers/kodeverk.ts";
import { takstbrukCsv, takstbrukJson, takstbrukXml } from "./answers/takstbruk.ts";
import { takstbrukXlsx } from "./answers/takstbruk-xlsx.ts";
import type { Dialect } from "./dialect.ts";
import { kodeverkParameters, takstbrukParameters } from "./parameters.ts";
import { type Route, routeOf } from "./routes.ts";
import { countRows } from "./world/sums.ts";
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
