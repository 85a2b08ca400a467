// Questions about takstbruk: months, places, spans and limits.
import { fylkeForm, fylkeForms, monthForm, monthForms } from "./forms.ts";
import { formsOf, noForm, oneForm, valuesOf } from "./found.ts";
import type { Question, Seen } from "./probe.ts";

export const month: Question = {
  about: "maned",
  expected: "yyyyMM as text (as the parameters are written)",
  accepted: monthForms,
  found: (seen) => formsOf(valuesOf(seen, ["maned"]), monthForm),
};

export const fylke: Question = {
  about: "behandler_fylke",
  expected: "two digits as text (as the parameters are written)",
  accepted: fylkeForms,
  found: (seen) => formsOf(valuesOf(seen, ["behandler_fylke"]), fylkeForm),
};

/** How the praksistype is named, a field the documentation does not know. */
export const praksistypeName: Question = {
  about: "samhandler_praksis_type",
  expected: "there, though not documented (seen live)",
  accepted: ["there", "absent"],
  found: (seen) => {
    if (seen.rows.length === 0) return undefined;
    const [name] = valuesOf(seen, ["samhandler_praksis_type"]);
    return name === undefined ? oneForm("absent") : oneForm("there", String(name));
  },
};

/** Whether a window of this many months or years is answered, and how much of it. */
export function span(
  count: number,
  { field, expected, grounds }: { field: "ar" | "maned"; expected: "answered" | "refused"; grounds: string },
): Question {
  const unit = field === "ar" ? "years" : "months";
  return {
    about: `${count} ${unit} at once`,
    expected: `${expected} (${grounds})`,
    accepted: expected === "answered" ? ["answered"] : ["refused", "answered"],
    otherwise:
      "What is not answered would be missing from a pull without a word: shorten the windows of the endpoint in `pipelines/takstbruk.ts` to what is answered whole.",
    found: (seen) => {
      if (seen.rows.length === 0) return oneForm("refused", `${seen.status} ${seen.text}`);
      const periods = new Set(seen.rows.map((row) => `${row.ar} ${row[field]}`)).size;
      const some = `${periods} of ${count} ${unit}`;
      return periods === count ? oneForm("answered", some) : noForm(`${some}, without a word of the others`);
    },
  };
}

/** Whether the window of the years before the documentation's examples holds anything. */
export function nothingBefore(year: string): Question {
  return {
    about: "first year",
    expected: `nothing before ${year} (the documentation's examples begin there)`,
    accepted: [`none before ${year}`],
    otherwise:
      "Pull with `--since` at that year's first month, and make that the default of `--since` in `src/cli/options.ts`.",
    found: (seen) => {
      if (seen.status >= 400 && seen.status !== 404) return undefined;
      const first = firstYear(seen);
      return first === undefined
        ? oneForm(`none before ${year}`)
        : noForm(`${first} has rows: pull with --since ${first}-01`);
    },
  };
}

/** The first year the rows of an answer are of, or undefined where there are none. */
export function firstYear(seen: Seen): string | undefined {
  return valuesOf(seen, ["ar"]).map(String).sort()[0];
}

export const newestMonth: Question = {
  about: "newest month",
  expected: "nobody knows how soon a month is published",
  accepted: "any",
  found: (seen) => {
    const months = seen.rows.map((row) => `${row.ar} ${String(row.maned).slice(-2).padStart(2, "0")}`);
    const newest = months.sort().at(-1);
    return newest === undefined ? undefined : oneForm(newest, `${newest} (year and month)`);
  },
};
