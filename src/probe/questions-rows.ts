// Questions about what stands in the rows of an answer, and around them.
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
import { formsOf, isRow, listIn, noForm, oneForm, tokensOf, valuesOf } from "./found.ts";
import type { Question, Row, Seen } from "./probe.ts";

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
