// Questions about an answer as a whole: its headers, its refusals, and what it is written in.
import type { Notation } from "../domain/notation.ts";
import { isRow, listIn, noForm, oneForm } from "./found.ts";
import type { Found, Question, Seen } from "./probe.ts";

export const contentType: Question = {
  about: "content type",
  expected: "application/json (asked for; labels were seen to differ)",
  accepted: "any",
  found: ({ headers }) => oneForm(headers["content-type"] ?? "none"),
};

export const packing: Question = {
  about: "gzip",
  expected: "nobody knows; it is asked for",
  accepted: ["gzip", "not packed"],
  otherwise: "Let the client in `src/extract/client.ts` ask for what it can unpack, and no more.",
  found: ({ headers }) => {
    const encoding = headers["content-encoding"];
    if (encoding === undefined) return oneForm("not packed");
    return encoding === "gzip" ? oneForm("gzip") : noForm(encoding);
  },
};

export const validators: Question = {
  about: "ETag, Last-Modified",
  expected: "nobody knows; where there is one, unchanged answers are not sent again",
  accepted: "any",
  found: ({ headers }) => {
    const there = ["etag", "last-modified"].filter((name) => headers[name] !== undefined);
    const said = there.map((name) => `${name}: ${headers[name]}`).join("; ");
    return there.length === 0 ? oneForm("none") : oneForm(there.join(" and "), said);
  },
};

export const notModified: Question = {
  about: "If-None-Match",
  expected: "304 for what has not changed (RFC 9110)",
  accepted: ["304", "sent again"],
  otherwise:
    "Unchanged answers may not be told from others: pull without `--reuse` until this is understood.",
  found: ({ status }) => {
    if (status === 304) return oneForm("304");
    return status === 200 ? oneForm("sent again") : noForm(`status ${status}`);
  },
};

/** Headers by which a server says how often it may be asked. */
export const rateLimits: Question = {
  about: "limits",
  expected: "nobody knows of any",
  accepted: "any",
  found: ({ headers }) => {
    const there = Object.keys(headers).filter((name) => /rate|limit|quota|retry-after/i.test(name));
    return oneForm(there.length === 0 ? "none" : there.map((name) => `${name}: ${headers[name]}`).join("; "));
  },
};

export const refusal: Question = {
  about: "how it refuses",
  expected: "a status from 400 with JSON (nobody has seen one)",
  accepted: ["json", "text", "html", "json 200", "html 200"],
  otherwise:
    "A call that lacks a mandatory parameter is answered: a renamed parameter would go unnoticed. Compare the parameters in `pipelines/` with the documentation.",
  found: (seen) => {
    const { status, text, json } = seen;
    const said = `${status} ${text}`;
    if (status < 300 && listIn(json).name !== undefined) return noForm(`data: ${said}`);
    const at200 = status < 300 ? " 200" : "";
    if (isRow(json)) return oneForm(`json${at200}`, said);
    if (text.trimStart().startsWith("<")) return oneForm(`html${at200}`, said);
    return status < 300 ? noForm(said) : oneForm("text", said);
  },
};

export const empty: Question = {
  about: "no rows",
  expected: "200 with antall 0 (nobody has seen one)",
  accepted: ["antall 0", "no array", "empty list", "204", "404"],
  otherwise:
    "A window without rows must not look like this: teach `src/extract/fetch-answer.ts` to know it, with this folder as a recording.",
  found: (seen) => emptyForm(seen),
};

export const unknownCode: Question = {
  about: "a fagomraade that does not exist",
  expected: "no rows, or refused (nobody has asked)",
  accepted: "any",
  otherwise:
    "The parameter may be ignored, and every fagomraade be answered with the rows of all: compare two fagområder by hand before pulling.",
  found: (seen) => {
    const isRefused = seen.status >= 400 && seen.status !== 404;
    return isRefused ? oneForm("refused", `${seen.status} ${seen.text}`) : emptyForm(seen);
  },
};

function emptyForm({ status, text, json, rows }: Seen): Found | undefined {
  if (status === 204) return oneForm("204");
  if (status === 404) return oneForm("404", `404 ${text}`);
  if (rows.length > 0) return noForm(`${rows.length} rows of a code that does not exist`);
  if (status !== 200) return noForm(`${status} ${text}`);
  const { name } = listIn(json);
  if (isRow(json) && name !== undefined && Number(json.antall) === 0) return oneForm("antall 0", text);
  if (name !== undefined) return oneForm("empty list", text);
  return isRow(json) ? oneForm("no array", text) : noForm(text);
}

/** Something the pipeline's reader recognised of an answer that is not JSON. */
export function recognised(
  about: string,
  expected: string,
  of: (notation: Notation) => string | undefined,
): Question {
  return {
    about,
    expected,
    accepted: "any",
    found: ({ notation }) => {
      const said = notation === undefined ? undefined : of(notation);
      return said === undefined ? undefined : oneForm(said);
    },
  };
}

/** Whether the older root answers as the current one does. */
export function sameAs(probe: string): Question {
  return {
    about: "old root",
    expected: "the same answer as the current root (documented to work; the paths are assumed)",
    accepted: ["the same answer"],
    otherwise:
      "Nothing to do unless the current root fails: then the paths of the old one are to be found before `--origin` can be used with it.",
    found: ({ status, text }, others) => {
      const current = others.get(probe);
      if (current === undefined) return undefined;
      return status === 200 && text === current.text
        ? oneForm("the same answer")
        : noForm(`${status} ${text}`);
    },
  };
}
