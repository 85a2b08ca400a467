// Questions about an answer as a whole: its headers, its refusals, and what it is written in.
import type { Notation } from "../domain/notation.ts";
import {
  booleanForm,
  booleanForms,
  codeListForm,
  codeListForms,
  dateForm,
  dateForms,
  endForm,
  endForms,
  numberForm,
  numberForms,
} from "./forms.ts";
import {
  type Found,
  formsOf,
  isRow,
  listIn,
  noForm,
  oneForm,
  type Question,
  type Row,
  type Seen,
  tokensOf,
  valuesOf,
} from "./probe.ts";

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

/** What the list of rows is called. */
export function envelope(name: string, grounds: string): Question {
  return {
    about: "name of the list",
    expected: `${name} (${grounds})`,
    accepted: [name, "another name", "bare array"],
    found: ({ json }) => {
      const list = listIn(json);
      if (list.name === undefined) return undefined;
      if (list.name === null) return oneForm("bare array");
      return oneForm(list.name === name ? name : "another name", list.name);
    },
  };
}

/** Whether the answer counts its rows. */
export function antall(expected: "absent" | "the number of rows", grounds: string): Question {
  const other = expected === "absent" ? "the number of rows" : "absent";
  return {
    about: "antall",
    expected: `${expected} (${grounds})`,
    accepted: [expected, other],
    found: ({ json, rows }) => {
      if (json === undefined) return undefined;
      const said = isRow(json) ? json.antall : undefined;
      if (said === undefined) return oneForm("absent");
      return Number(said) === rows.length
        ? oneForm("the number of rows", String(said))
        : noForm(`antall ${said}`);
    },
  };
}

export function dates(...fields: readonly string[]): Question {
  return {
    about: `dates (${fields.join(", ")})`,
    expected: "2025-07-01 (as in a publication of the same backend)",
    accepted: dateForms,
    found: (seen) => formsOf(valuesOf(seen, fields), dateForm),
  };
}

export function openEnd(field: string): Question {
  return {
    about: `open end (${field})`,
    expected: "absent (as in a publication of the same backend)",
    accepted: endForms,
    otherwise:
      "The pipeline would publish this as the day on which validity ends: add it to the macro `api_end_date` in `sql/macros/`, and to `src/emulator/dialects.ts`.",
    found: ({ rows }) => {
      const open = rows.map((row) => row[field]).filter((value) => endForm(value) !== "an end");
      return formsOf(open, endForm);
    },
  };
}

export function amounts(...fields: readonly string[]): Question {
  return {
    about: `amounts (${fields.join(", ")})`,
    expected: "numbers with a decimal point (seen live in takstbruk)",
    accepted: numberForms,
    found: (seen) =>
      formsOf(
        fields.flatMap((field) => tokensOf(seen, field)),
        numberForm,
      ),
  };
}

export function booleans(field: string): Question {
  return {
    about: `true and false (${field})`,
    expected: "true and false (nobody has seen it)",
    accepted: booleanForms,
    found: (seen) => formsOf(valuesOf(seen, [field]), booleanForm),
  };
}

export function codeLists(...fields: readonly string[]): Question {
  return {
    about: `lists of codes (${fields.join(", ")})`,
    expected: "codes with | between them (as in a publication of the same backend)",
    accepted: codeListForms,
    otherwise:
      "Look at the lists in the body: they are split by the macro `api_codes`, and what it does not know it takes for one code.",
    found: (seen) => formsOf(valuesOf(seen, fields), codeListForm),
  };
}

/** How a row says that something does not apply to it. */
export const missing: Question = {
  about: "what does not apply",
  expected: "the key is absent (seen live in takstbruk)",
  accepted: ["absent", "null"],
  found: ({ rows }) => {
    const keys = new Set(rows.flatMap((row) => Object.keys(row)));
    const nulls = [...keys].filter((key) => rows.some((row) => row[key] === null));
    if (nulls[0] !== undefined) return oneForm("null", `"${nulls[0]}":null`);
    const gaps = [...keys].filter((key) => rows.some((row) => !(key in row)));
    return gaps[0] === undefined ? undefined : oneForm("absent", `${gaps[0]} is not in every row`);
  },
};

/** Whether a parameter narrows the answer: one that is ignored would make an excerpt of everything. */
export function honoured(asked: Readonly<Record<string, readonly string[]>>): Question {
  const wished = Object.entries(asked).map(([field, values]) => `${field} ${values.join(", ")}`);
  return {
    about: "narrowing",
    expected: `only ${wished.join("; ")} (documented)`,
    accepted: ["honoured"],
    otherwise:
      "The server ignores a parameter: an excerpt would hold more than was asked for, and windows by a list of codes would repeat rows. Compare the name of the parameter in `pipelines/` with the documentation.",
    found: ({ rows }) => {
      if (rows.length === 0) return undefined;
      const stray = rows.find((row) => !isAsked(row, asked));
      return stray === undefined ? oneForm("honoured") : noForm(JSON.stringify(stray));
    },
  };
}

function isAsked(row: Row, asked: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.entries(asked).every(([field, values]) => values.includes(String(row[field])));
}

/** The praksistyper nested in the fagområder: what their code is called. */
export const nesting: Question = {
  about: "praksistyper in a fagomraade",
  expected: "a list of objects with a key ending in kode (nobody has seen their names)",
  accepted: ["a key ending in kode"],
  otherwise:
    "`praksistyper` would have no codes: teach the macro `api_object_code` in `sql/macros/` the name of the key.",
  found: (seen) => {
    const nested = seen.rows.flatMap((row) => Object.values(row).flat().filter(isRow));
    if (nested.length === 0) return undefined;
    const names = nested.map((row) => Object.keys(row).find((name) => /kode$/i.test(name)));
    if (names.includes(undefined)) return noForm(JSON.stringify(nested[names.indexOf(undefined)]));
    return oneForm("a key ending in kode", [...new Set(names)].join(", "));
  },
};

/** The rates nested in a laboratory code. */
export const nestedRates: Question = {
  about: "refusjonskategorisats",
  expected: "a list of objects (documented)",
  accepted: ["array", "object", "empty array", "absent", "null"],
  found: ({ rows }) =>
    formsOf(
      rows.map((row) => row.refusjonskategorisats),
      ratesForm,
    ),
};

function ratesForm(value: unknown): string | undefined {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "empty array" : "array";
  return isRow(value) ? "object" : undefined;
}

/** Whether PO and LR really are asked apart: rows do not say which they are. */
export function otherThan(probe: string): Question {
  return {
    about: "samhandlertype",
    expected: "other rates for LR than for PO (as in the official list of 2023)",
    accepted: ["other rates"],
    otherwise:
      "The parameter may be ignored: then PO and LR have the same rates in `nlkkoder_refusjonskategorisatser`, and one of them is wrong. Compare with the official list.",
    found: ({ text, rows }, others) => {
      const first: Seen | undefined = others.get(probe);
      if (first === undefined || first.rows.length === 0 || rows.length === 0) return undefined;
      return text === first.text ? noForm("the same answer for both") : oneForm("other rates");
    },
  };
}
