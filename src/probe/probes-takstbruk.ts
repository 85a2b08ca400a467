// The probes of takstbruk: one takst, in one kommune or fylke, in a month or some years.
import type { Month } from "../domain/period.ts";
import { fylkeForm, fylkeForms, monthForm, monthForms } from "./forms.ts";
import {
  collectForms,
  fieldValues,
  oneForm,
  type Probe,
  type Question,
  type Seen,
  unknownForm,
} from "./probe.ts";
import { absentValue, amounts, antall, envelope, honoured } from "./questions.ts";

export const month: Question = {
  about: "maned",
  expected: "yyyyMM as text (as the parameters are written)",
  accepted: monthForms,
  found: (seen) => collectForms(fieldValues(seen, ["maned"]), monthForm),
};

export const fylke: Question = {
  about: "behandler_fylke",
  expected: "two digits as text (as the parameters are written)",
  accepted: fylkeForms,
  found: (seen) => collectForms(fieldValues(seen, ["behandler_fylke"]), fylkeForm),
};

/** A field the API sends but does not document. */
const praksistypeName: Question = {
  about: "samhandler_praksis_type",
  expected: "present, though not documented (seen live)",
  accepted: ["present", "absent"],
  found: (seen) => {
    if (seen.rows.length === 0) return undefined;
    const [name] = fieldValues(seen, ["samhandler_praksis_type"]);
    return name === undefined ? oneForm("absent") : oneForm("present", String(name));
  },
};

/** Asks whether the API answers a window of this many months or years, and answers it whole. */
export function span(
  count: number,
  { field, expected, grounds }: { field: "ar" | "maned"; expected: "answered" | "rejected"; grounds: string },
): Question {
  const unit = field === "ar" ? "years" : "months";
  return {
    about: `${count} ${unit} at once`,
    expected: `${expected} (${grounds})`,
    accepted: expected === "answered" ? ["answered"] : ["rejected", "answered"],
    otherwise:
      "The API leaves out periods without an error, so a pull would lack them. Shorten the endpoint's windows in `pipelines/takstbruk.ts` to a length that is answered whole.",
    found: (seen) => {
      // The body of a rejection may have a list of its own, of messages.
      if (seen.status >= 400 || seen.rows.length === 0)
        return oneForm("rejected", `${seen.status} ${seen.text}`);
      const periods = new Set(seen.rows.map((row) => `${row.ar} ${row[field]}`)).size;
      const some = `${periods} of ${count} ${unit}`;
      return periods === count ? oneForm("answered", some) : unknownForm(`${some}, without an error`);
    },
  };
}

/** Asks whether there are rows before the first year in the documentation's examples. */
function nothingBefore(year: string): Question {
  return {
    about: "first year",
    expected: `no rows before ${year} (the documentation's examples begin there)`,
    accepted: [`none before ${year}`],
    otherwise:
      "Pull with `--since` set to that year's first month. Make that the default of `--since` in `src/cli/options-of-pulls.ts`.",
    found: (seen) => {
      if (seen.status >= 400 && seen.status !== 404) return undefined;
      const first = firstYear(seen);
      return first === undefined
        ? oneForm(`none before ${year}`)
        : unknownForm(`${first} has rows: pull with --since ${first}-01`);
    },
  };
}

/** Returns undefined for an answer without rows. */
function firstYear(seen: Seen): string | undefined {
  return fieldValues(seen, ["ar"]).map(String).sort()[0];
}

const newestMonth: Question = {
  about: "newest month",
  expected: "unknown (how soon a month is published is not documented)",
  accepted: "any",
  found: (seen) => {
    const months = seen.rows.map((row) => `${row.ar} ${String(row.maned).slice(-2).padStart(2, "0")}`);
    const newest = months.sort().at(-1);
    return newest === undefined ? undefined : oneForm(newest, `${newest} (year and month)`);
  },
};

const json = { representation: "json", should: "read" } as const;
const takst = { takstkoder: "2ad" };
const aMonth = { fommaned: "202303", tommaned: "202303" };
const aYear = { fomar: "2023", tomar: "2023" };
/** The fagområde of the documented examples and of the one recorded live answer. */
const LE = { fagomraade: "LE" };
const documented = "documented: 201805–201905";

/** `since` to `until` are the newest thirteen months. */
export function takstbrukProbes(since: Month, until: Month): readonly Probe[] {
  return [...placeProbes, newestMonthsProbe(since, until), ...spanProbes];
}

const placeProbes: readonly Probe[] = [
  {
    ...json,
    name: "kommune-maned",
    why: "how the API writes a month and a kommune",
    endpoint: "takstbruk_kommune_maned",
    parameters: { ...LE, ...aMonth, ...takst, kommuner: "0301" },
    questions: [
      envelope("takstbruk", "seen live"),
      month,
      honoured({ behandler_kommunenr: ["0301"], takstkode: ["2ad"], fagomraade: ["LE"] }),
    ],
  },
  {
    ...json,
    name: "kommune-ar",
    why: "whether the API still answers the one recorded call in the same way",
    endpoint: "takstbruk_kommune_ar",
    parameters: { ...LE, ...aYear, ...takst, kommuner: "1505" },
    questions: [
      antall("the number of rows", "seen live"),
      praksistypeName,
      amounts("sum_refusjon"),
      honoured({ ar: ["2023"], behandler_kommunenr: ["1505"], takstkode: ["2ad"] }),
    ],
  },
  {
    ...json,
    name: "fylke-maned",
    why: "how the API writes a fylke",
    endpoint: "takstbruk_fylke_maned",
    parameters: { ...LE, ...aMonth, ...takst, fylker: "03" },
    questions: [fylke, month, honoured({ takstkode: ["2ad"] })],
  },
  {
    ...json,
    name: "fylke-ar",
    why: "how the API writes a fylke in yearly figures",
    endpoint: "takstbruk_fylke_ar",
    parameters: { ...LE, ...aYear, ...takst, fylker: "03" },
    questions: [fylke, honoured({ ar: ["2023"], takstkode: ["2ad"] })],
  },
];

function newestMonthsProbe(since: Month, until: Month): Probe {
  return {
    ...json,
    name: "landet-maned",
    why: "whether the longest window of months works, and how new the newest figures are",
    endpoint: "takstbruk_landet_maned",
    parameters: { ...LE, fommaned: since, tommaned: until, ...takst },
    questions: [month, newestMonth],
  };
}

const spanProbes: readonly Probe[] = [
  {
    ...json,
    name: "landet-ar",
    why: "whether a window of five years works, and how the API writes large amounts",
    endpoint: "takstbruk_landet_ar",
    parameters: { ...LE, fomar: "2015", tomar: "2019", ...takst },
    questions: [
      span(5, { field: "ar", expected: "answered", grounds: "seen live" }),
      antall("the number of rows", "seen live"),
      amounts("sum_refusjon"),
      absentValue,
    ],
    next: () => yearsBefore("2015"),
  },
  {
    ...json,
    name: "landet-maned-13",
    why: "whether the API answers thirteen months whole",
    endpoint: "takstbruk_landet_maned",
    parameters: { ...LE, fommaned: "201805", tommaned: "201905", ...takst },
    questions: [span(13, { field: "maned", expected: "answered", grounds: documented })],
  },
  {
    ...json,
    name: "landet-maned-14",
    why: "whether the API rejects fourteen months, or cuts them without an error",
    endpoint: "takstbruk_landet_maned",
    parameters: { ...LE, fommaned: "201805", tommaned: "201906", ...takst },
    should: "either",
    questions: [span(14, { field: "maned", expected: "rejected", grounds: "documented" })],
  },
  {
    ...json,
    name: "landet-ar-6",
    why: "whether the API answers more than five years at once",
    endpoint: "takstbruk_landet_ar",
    parameters: { ...LE, fomar: "2018", tomar: "2023", ...takst },
    should: "either",
    questions: [span(6, { field: "ar", expected: "answered", grounds: "no limit is documented" })],
  },
];

/** We do not look for earlier years, because Helfo's predecessor had no figures before 2000. */
const earliest = 2000;

/** Asks for the five years before `year`, and goes on while there are rows: at most three calls. */
function yearsBefore(year: string): Probe | undefined {
  const until = Number(year) - 1;
  if (until < earliest) return undefined;
  const since = until - 4;
  return {
    ...json,
    name: `landet-ar-${since}-${until}`,
    why: `whether there are rows before ${year}`,
    endpoint: "takstbruk_landet_ar",
    parameters: { ...LE, fomar: String(since), tomar: String(until), ...takst },
    questions: [nothingBefore(year)],
    next: (seen: Seen) => (seen.rows.length === 0 ? undefined : yearsBefore(String(since))),
  };
}
