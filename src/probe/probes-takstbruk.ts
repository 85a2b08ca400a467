// The calls to takstbruk: one takst, in one kommune or fylke, in a month or some years.
import type { Month } from "../domain/month.ts";
import { fylkeForm, fylkeForms, monthForm, monthForms } from "./forms.ts";
import { formsOf, noForm, oneForm, type Probe, type Question, type Seen, valuesOf } from "./probe.ts";
import { amounts, antall, envelope, honoured, missing } from "./questions.ts";

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

const json = { representation: "json", should: "read" } as const;
const takst = { takstkoder: "2ad" };
const aMonth = { fommaned: "202303", tommaned: "202303" };
const aYear = { fomar: "2023", tomar: "2023" };
/** What is documented, and what the answer on record was asked for. */
const LE = { fagomraade: "LE" };
const documented = "documented: 201805–201905";

/** The calls; the newest thirteen months are `since` to `until`. */
export function takstbrukProbes(since: Month, until: Month): readonly Probe[] {
  return [...ofPlaces, ofNewestMonths(since, until), ...ofSpans];
}

const ofPlaces: readonly Probe[] = [
  {
    ...json,
    name: "kommune-maned",
    why: "how a month and a kommune are written",
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
    why: "the one call of which an answer is on record: whether it is answered alike",
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
    why: "how a fylke is written",
    endpoint: "takstbruk_fylke_maned",
    parameters: { ...LE, ...aMonth, ...takst, fylker: "03" },
    questions: [fylke, month, honoured({ takstkode: ["2ad"] })],
  },
  {
    ...json,
    name: "fylke-ar",
    why: "the same by year",
    endpoint: "takstbruk_fylke_ar",
    parameters: { ...LE, ...aYear, ...takst, fylker: "03" },
    questions: [fylke, honoured({ ar: ["2023"], takstkode: ["2ad"] })],
  },
];

function ofNewestMonths(since: Month, until: Month): Probe {
  return {
    ...json,
    name: "landet-maned",
    why: "the longest window of months, and how new the newest figures are",
    endpoint: "takstbruk_landet_maned",
    parameters: { ...LE, fommaned: since, tommaned: until, ...takst },
    questions: [month, newestMonth],
  };
}

const ofSpans: readonly Probe[] = [
  {
    ...json,
    name: "landet-ar",
    why: "a window of five years, as the pipeline asks for, and how large amounts are written",
    endpoint: "takstbruk_landet_ar",
    parameters: { ...LE, fomar: "2015", tomar: "2019", ...takst },
    questions: [
      span(5, { field: "ar", expected: "answered", grounds: "seen live" }),
      antall("the number of rows", "seen live"),
      amounts("sum_refusjon"),
      missing,
    ],
    next: () => yearsBefore("2015"),
  },
  {
    ...json,
    name: "landet-maned-13",
    why: "whether thirteen months are answered whole",
    endpoint: "takstbruk_landet_maned",
    parameters: { ...LE, fommaned: "201805", tommaned: "201905", ...takst },
    questions: [span(13, { field: "maned", expected: "answered", grounds: documented })],
  },
  {
    ...json,
    name: "landet-maned-14",
    why: "whether fourteen months are refused, or cut without a word",
    endpoint: "takstbruk_landet_maned",
    parameters: { ...LE, fommaned: "201805", tommaned: "201906", ...takst },
    should: "either",
    questions: [span(14, { field: "maned", expected: "refused", grounds: "documented" })],
  },
  {
    ...json,
    name: "landet-ar-6",
    why: "whether more than five years can be asked for at once",
    endpoint: "takstbruk_landet_ar",
    parameters: { ...LE, fomar: "2018", tomar: "2023", ...takst },
    should: "either",
    questions: [span(6, { field: "ar", expected: "answered", grounds: "no limit is documented" })],
  },
];

/** Earlier than this nothing is looked for: Helfo's figures cannot go back beyond its predecessor's. */
const earliest = 2000;

/** The five years before one, and so on as long as there are rows: at most three calls. */
function yearsBefore(year: string): Probe | undefined {
  const until = Number(year) - 1;
  if (until < earliest) return undefined;
  const since = until - 4;
  return {
    ...json,
    name: `landet-ar-${since}-${until}`,
    why: `whether there is anything before ${year}`,
    endpoint: "takstbruk_landet_ar",
    parameters: { ...LE, fomar: String(since), tomar: String(until), ...takst },
    questions: [nothingBefore(year)],
    next: (seen: Seen) => (seen.rows.length === 0 ? undefined : yearsBefore(String(since))),
  };
}
