// The emulator's answers, before they become bytes.
import type { Dialect } from "../dialects.ts";

/** A status, a content type and a body that is made while it is sent. 204 and 304 have no body. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly body: Iterable<Buffer> | AsyncIterable<Buffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Counts the takstbruk rows of the body, only on request. Absent for other answers. */
  readonly rows?: () => number;
}

const noContent: Answer = { status: 204, contentType: undefined, body: [] };

export function textAnswer(status: number, text: string): Answer {
  return { status, contentType: "text/plain;charset=UTF-8", body: [Buffer.from(text, "utf8")] };
}

/** The reason to reject a request: the HTTP status of a correct backend, and a text. */
export interface Rejection {
  readonly status: 400 | 404 | 405 | 406;
  readonly message: string;
}

/** A rejection as an answer. Some dialects send it with status 200, as an error object or a page. */
export function failure({ status, message }: Rejection, dialect: Dialect): Answer {
  switch (dialect.errors) {
    case "json":
      return answer(status, "application/json", JSON.stringify({ status, error: reasons[status], message }));
    case "html":
      return answer(status, "text/html;charset=UTF-8", page(reasons[status], message));
    case "text":
      return answer(status, "text/plain;charset=UTF-8", message);
    case "json 200":
      return answer(200, "application/json", JSON.stringify({ error: { code: status, message } }));
    case "feilmeldinger": {
      // The form of a sister API of the same backend.
      const body = { status: "feil_i_melding", feilmeldinger: [{ felt: null, melding: message }] };
      return answer(status, "application/json", JSON.stringify(body));
    }
    case "html 200":
      return answer(200, "text/html;charset=UTF-8", page("Logg inn", message));
  }
}

/** The text before and after the rows of a JSON envelope, with the members that the dialect adds. */
export function jsonEnvelope(
  { name, antall, rows }: { name: string; antall: number | undefined; rows: number },
  { members, layout }: Dialect,
): { readonly head: string; readonly tail: string } {
  const gap = layout === "pretty" ? "\n  " : "";
  const [before, after] = membersOf(members, rows);
  const first = [...(antall === undefined ? [] : [`"antall":${antall}`]), ...before, ""].join(",");
  const last = ["", ...after].join(",");
  return { head: `{${first}${gap}"${name}":[`, tail: `${gap}]${last}}` };
}

/** JSON members before and after the list of rows. */
function membersOf(form: Dialect["members"], rows: number): readonly [readonly string[], readonly string[]] {
  switch (form) {
    case "none":
      return [[], []];
    case "page that is whole":
      return [
        ['"side":1', '"antallSider":1', `"totaltAntall":${rows}`],
        ['"siste":true', '"neste":null'],
      ];
    case "unforeseen":
      return [['"kilde":{"navn":"KUHR","versjon":"1.4.0"}'], ['"generert":"2026-11-01T04:00:00+01:00"']];
    case "second list":
      return [[], ['"merknader":[{"kode":"M1","tekst":"Tallene kan endres"}]']];
  }
}

/** A dialect's special answer for no rows: 204 or 404. Undefined if the dialect sends an empty list. */
export function insteadOfEmpty(dialect: Dialect): Answer | undefined {
  if (dialect.empty === "204") return noContent;
  if (dialect.empty === "404")
    return answer(404, "application/json", JSON.stringify({ status: 404, message: "Ingen treff" }));
  return undefined;
}

const reasons = {
  400: "Bad Request",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
} as const;

function page(title: string, message: string): string {
  const safe = message.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  return `<!DOCTYPE html><html lang="no"><head><title>${title}</title></head><body><p>${safe}</p></body></html>`;
}

function answer(status: number, contentType: string, text: string): Answer {
  return { status, contentType, body: [Buffer.from(text, "utf8")] };
}
