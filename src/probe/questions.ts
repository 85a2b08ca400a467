// The questions a probe asks about an answer: its headers, rows, values and rejections.
import { counted } from "../domain/markdown.ts";
import type { Notation } from "../domain/representation.ts";
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
  collectForms,
  type Found,
  fieldTokens,
  fieldValues,
  isRow,
  listIn,
  oneForm,
  type Question,
  type Row,
  type Seen,
  unknownForm,
} from "./probe.ts";

export const contentType: Question = {
  about: "content type",
  expected: "application/json (requested; seen to differ)",
  accepted: "any",
  found: ({ headers }) => oneForm(headers["content-type"] ?? "none"),
};

export const compression: Question = {
  about: "gzip",
  expected: "unknown (requested)",
  accepted: ["gzip", "not compressed"],
  otherwise:
    "Make the client in `src/platform/http-client.ts` request only the encodings that it can decompress.",
  found: ({ headers }) => {
    const encoding = headers["content-encoding"];
    if (encoding === undefined) return oneForm("not compressed");
    return encoding === "gzip" ? oneForm("gzip") : unknownForm(encoding);
  },
};

export const validators: Question = {
  about: "ETag, Last-Modified",
  expected: "unknown (with one of them, unchanged answers need not be sent again)",
  accepted: "any",
  found: ({ headers }) => {
    const names = ["etag", "last-modified"].filter((name) => headers[name] !== undefined);
    const example = names.map((name) => `${name}: ${headers[name]}`).join("; ");
    return names.length === 0 ? oneForm("none") : oneForm(names.join(" and "), example);
  },
};

export const notModified: Question = {
  about: "If-None-Match",
  expected: "304 for an unchanged answer (RFC 9110)",
  accepted: ["304", "sent again"],
  otherwise:
    "The pipeline cannot recognise unchanged answers. Pull without `--reuse` until the cause is known.",
  found: ({ status }) => {
    if (status === 304) return oneForm("304");
    return status === 200 ? oneForm("sent again") : unknownForm(`status ${status}`);
  },
};

export const rateLimits: Question = {
  about: "rate limits",
  expected: "none (none is documented)",
  accepted: "any",
  found: ({ headers }) => {
    const names = Object.keys(headers).filter((name) => /rate|limit|quota|retry-after/i.test(name));
    return oneForm(names.length === 0 ? "none" : names.map((name) => `${name}: ${headers[name]}`).join("; "));
  },
};

export const rejection: Question = {
  about: "form of a rejection",
  expected: "a status from 400 with JSON (not seen live)",
  accepted: ["json", "text", "html", "json 200", "html 200"],
  otherwise:
    "The API answers a call without a mandatory parameter, so a renamed parameter would go unnoticed. Compare the parameters in `pipelines/` with the documentation.",
  found: (seen) => {
    const { status, text, json } = seen;
    const example = `${status} ${text}`;
    if (status < 300 && listIn(json).name !== undefined) return unknownForm(`data: ${example}`);
    const at200 = status < 300 ? " 200" : "";
    if (isRow(json)) return oneForm(`json${at200}`, example);
    if (text.trimStart().startsWith("<")) return oneForm(`html${at200}`, example);
    return status < 300 ? unknownForm(example) : oneForm("text", example);
  },
};

export const emptyAnswer: Question = {
  about: "no rows",
  expected: "200 with antall 0 (not seen live)",
  accepted: ["antall 0", "no array", "empty list", "204", "404"],
  otherwise:
    "The pipeline does not recognise this answer as empty. Make `src/extract/fetch-answer.ts` recognise it, and add this folder as a recording.",
  found: (seen) => emptyForm(seen),
};

export const unknownCode: Question = {
  about: "unknown fagomraade",
  expected: "no rows, or rejected (not tried live)",
  accepted: "any",
  otherwise:
    "The API may ignore the parameter and return all rows for every fagområde. Compare two fagområder by hand before pulling.",
  found: (seen) => {
    const isRejected = seen.status >= 400 && seen.status !== 404;
    return isRejected ? oneForm("rejected", `${seen.status} ${seen.text}`) : emptyForm(seen);
  },
};

function emptyForm({ status, text, json, rows }: Seen): Found | undefined {
  if (status === 204) return oneForm("204");
  if (status === 404) return oneForm("404", `404 ${text}`);
  if (rows.length > 0) return unknownForm(`${counted(rows.length, "row")} for an unknown code`);
  if (status !== 200) return unknownForm(`${status} ${text}`);
  const { name } = listIn(json);
  if (isRow(json) && name !== undefined && Number(json.antall) === 0) return oneForm("antall 0", text);
  if (name !== undefined) return oneForm("empty list", text);
  return isRow(json) ? oneForm("no array", text) : unknownForm(text);
}

/** Asks what the pipeline's reader recognised in an answer that is not JSON. */
export function recognised(
  subject: string,
  expected: string,
  labelOf: (notation: Notation) => string | undefined,
): Question {
  return {
    about: subject,
    expected,
    accepted: "any",
    found: ({ notation }) => {
      const form = notation === undefined ? undefined : labelOf(notation);
      return form === undefined ? undefined : oneForm(form);
    },
  };
}

/** Asks whether the old root answers as the current one does. */
export function sameAs(probe: string): Question {
  return {
    about: "old root",
    expected: "the same answer as the current root (documented to work; the paths are assumed)",
    accepted: ["the same answer"],
    otherwise:
      "There is nothing to do unless the current root fails. In that case, find the old root's paths before you use it with `--origin`.",
    found: ({ status, text }, others) => {
      const current = others.get(probe);
      if (current === undefined) return undefined;
      return status === 200 && text === current.text
        ? oneForm("the same answer")
        : unknownForm(`${status} ${text}`);
    },
  };
}

/** Asks what the list of rows is called. */
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

/** Asks whether the answer counts its rows. */
export function antall(expected: "absent" | "the number of rows", grounds: string): Question {
  const other = expected === "absent" ? "the number of rows" : "absent";
  return {
    about: "antall",
    expected: `${expected} (${grounds})`,
    accepted: [expected, other],
    found: ({ json, rows }) => {
      if (json === undefined) return undefined;
      const count = isRow(json) ? json.antall : undefined;
      if (count === undefined) return oneForm("absent");
      return Number(count) === rows.length
        ? oneForm("the number of rows", String(count))
        : unknownForm(`antall ${count}`);
    },
  };
}

export function dates(...fields: readonly string[]): Question {
  return {
    about: `dates (${fields.join(", ")})`,
    expected: "2025-07-01 (as in a publication of the same backend)",
    accepted: dateForms,
    found: (seen) => collectForms(fieldValues(seen, fields), dateForm),
  };
}

export function openEnd(field: string): Question {
  return {
    about: `open end (${field})`,
    expected: "absent (as in a publication of the same backend)",
    accepted: endForms,
    otherwise:
      "The pipeline would publish this as a real end date. Add it to the macro `api_end_date` in `sql/macros/`, and to `src/emulator/dialects.ts`.",
    found: ({ rows }) => {
      const open = rows.map((row) => row[field]).filter((value) => endForm(value) !== "an end");
      return collectForms(open, endForm);
    },
  };
}

export function amounts(...fields: readonly string[]): Question {
  return {
    about: `amounts (${fields.join(", ")})`,
    expected: "numbers with a decimal point (seen live in takstbruk)",
    accepted: numberForms,
    found: (seen) =>
      collectForms(
        fields.flatMap((field) => fieldTokens(seen, field)),
        numberForm,
      ),
  };
}

export function booleans(field: string): Question {
  return {
    about: `true and false (${field})`,
    expected: "true and false (not seen live)",
    accepted: booleanForms,
    found: (seen) => collectForms(fieldValues(seen, [field]), booleanForm),
  };
}

export function codeLists(...fields: readonly string[]): Question {
  return {
    about: `lists of codes (${fields.join(", ")})`,
    expected: "codes with | between them (as in a publication of the same backend)",
    accepted: codeListForms,
    otherwise:
      "Look at the lists in the body. The macro `api_codes` splits them, and it reads an unknown form as one code.",
    found: (seen) => collectForms(fieldValues(seen, fields), codeListForm),
  };
}

export const absentValue: Question = {
  about: "missing values",
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

/** Asks whether the answer holds only the requested rows. */
export function honoured(requested: Readonly<Record<string, readonly string[]>>): Question {
  const wanted = Object.entries(requested).map(([field, values]) => `${field} ${values.join(", ")}`);
  return {
    about: "filter",
    expected: `only ${wanted.join("; ")} (documented)`,
    accepted: ["honoured"],
    otherwise:
      "The server ignores a parameter. An excerpt would hold too many rows, and windows by a list of codes would repeat rows. Compare the parameter's name in `pipelines/` with the documentation.",
    found: ({ rows }) => {
      if (rows.length === 0) return undefined;
      const stray = rows.find((row) => !isRequested(row, requested));
      return stray === undefined ? oneForm("honoured") : unknownForm(JSON.stringify(stray));
    },
  };
}

function isRequested(row: Row, requested: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.entries(requested).every(([field, values]) => values.includes(String(row[field])));
}

/** Asks which key holds the code of the praksistyper nested in a fagområde. */
export const nesting: Question = {
  about: "praksistyper in a fagomraade",
  expected: "a list of objects with a key ending in kode (names not seen live)",
  accepted: ["a key ending in kode"],
  otherwise:
    "`praksistyper` would have no codes. Add the key's name to the macro `api_object_code` in `sql/macros/`.",
  found: (seen) => {
    const nested = seen.rows.flatMap((row) => Object.values(row).flat().filter(isRow));
    if (nested.length === 0) return undefined;
    const names = nested.map((row) => Object.keys(row).find((name) => /kode$/i.test(name)));
    if (names.includes(undefined)) return unknownForm(JSON.stringify(nested[names.indexOf(undefined)]));
    return oneForm("a key ending in kode", [...new Set(names)].join(", "));
  },
};

export const nestedRates: Question = {
  about: "refusjonskategorisats",
  expected: "a list of objects (documented)",
  accepted: ["array", "object", "empty array", "absent", "null"],
  found: ({ rows }) =>
    collectForms(
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

/** Asks whether the API honours samhandlertype. The rows themselves do not hold it. */
export function differsFrom(probe: string): Question {
  return {
    about: "samhandlertype",
    expected: "other rates for LR than for PO (as in the official list of 2023)",
    accepted: ["other rates"],
    otherwise:
      "The API may ignore the parameter. If so, PO and LR have the same rates in `nlkkoder_refusjonskategorisatser`, and one of them is wrong. Compare with the official list.",
    found: ({ text, rows }, others) => {
      const first: Seen | undefined = others.get(probe);
      if (first === undefined || first.rows.length === 0 || rows.length === 0) return undefined;
      return text === first.text ? unknownForm("the same answer for both") : oneForm("other rates");
    },
  };
}
