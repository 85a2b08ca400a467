// Checks of the answers of a whole pull: the same answer to two requests, answers cut to a size, and empty lists.

import type { CheckResult } from "../domain/build.ts";
import type { Words } from "../domain/dataset.ts";
import type { Endpoint } from "../domain/endpoint.ts";
import { CheckError } from "../domain/errors.ts";
import { counted } from "../domain/markdown.ts";
import type { Receipt } from "../domain/receipt.ts";
import type { PlannedRequest } from "../domain/request.ts";

/** The records of a complete pull. */
export interface PullToCheck {
  readonly id: string;
  readonly endpoints: readonly Endpoint[];
  readonly plan: readonly PlannedRequest[];
  readonly receipts: readonly Receipt[];
}

/** The results of these checks. Throws a CheckError with a sentence for each failed one of severity `error`. */
export function checkPull(pull: PullToCheck): readonly CheckResult[] {
  const results = [
    takstbrukHasRows(pull),
    listsHaveRows(pull),
    answersDiffer(pull),
    ratesOfTypesDiffer(pull),
    answersAreNotCapped(pull),
    officialCombinationsDiffer(pull),
  ];
  const failed = results.filter(({ severity, failed }) => severity === "error" && failed > 0);
  if (failed.length === 0) return results;
  const found = failed.flatMap(({ sample }) => sample.map(({ found = "" }) => `  ${found}\n`));
  throw new CheckError(
    `Cannot build from pull ${pull.id} because its answers contradict each other or lack rows:\n${found.join("")}` +
      "Run extract again for a new pull. If the API answers the same, report it to the publisher of the API",
    { facts: { pull: pull.id, checks: failed.map(({ name }) => name).join(",") } },
  );
}

/** What a check of the pull found. */
interface Found {
  /** A sentence for each fault. */
  readonly sentences: readonly string[];
  /** What fails, and what that is. */
  readonly failed: number;
  readonly noun: Words;
  readonly counted?: NonNullable<CheckResult["counted"]>;
}

function pullResult(
  check: Pick<CheckResult, "name" | "severity" | "check">,
  { sentences, ...found }: Found,
): CheckResult {
  return { ...check, ...found, sample: sentences.slice(0, 10).map((sentence) => ({ found: sentence })) };
}

/** Groups of answers that should not be alike, with a sentence about each: their rows fail, and the answers are counted. */
function alikeAnswers(
  groups: readonly (readonly Receipt[])[],
  sentenceOf: (group: readonly Receipt[]) => string,
): Found {
  const answers = groups.flat();
  return {
    sentences: groups.map(sentenceOf),
    failed: sum(answers.map(({ rows }) => rows)),
    noun: { nb: "rader", en: "rows" },
    counted: { number: answers.length, noun: { nb: "svar", en: "answers" } },
  };
}

/** The API has published takstbruk since 2015, so that some window has rows. */
function takstbrukHasRows(pull: PullToCheck): CheckResult {
  const { requests, rows } = answered(pull, ({ period }) => period !== undefined);
  const isEmpty = requests > 0 && rows === 0;
  return pullResult(
    {
      name: "takstbruk_has_rows",
      severity: "error",
      check: {
        nb: "Minst én forespørsel om takstbruk får rader til svar.",
        en: "At least one request of takstbruk is answered with rows.",
      },
    },
    {
      sentences: isEmpty
        ? [`takstbruk has no rows: ${counted(requests, "request")} answered without any`]
        : [],
      failed: isEmpty ? requests : 0,
      noun: { nb: "forespørsler uten rader", en: "requests without rows" },
    },
  );
}

function listsHaveRows(pull: PullToCheck): CheckResult {
  const lists = pull.endpoints.filter((endpoint) => {
    const { requests, rows } = answered(pull, (other) => other === endpoint);
    return endpoint.period === undefined && requests > 0 && rows === 0;
  });
  return pullResult(
    {
      name: "lists_have_rows",
      severity: "error",
      check: { nb: "Hver kodeliste får rader til svar.", en: "Every code list is answered with rows." },
    },
    {
      sentences: lists.map(({ name }) => `${name} has no rows: the list should never be empty`),
      failed: lists.length,
      noun: { nb: "lister uten rader", en: "lists without rows" },
    },
  );
}

/** How many requests were made of these endpoints, and how many rows came. */
function answered({ endpoints, plan, receipts }: PullToCheck, has: (endpoint: Endpoint) => boolean) {
  const names = new Set(endpoints.filter(has).map(({ name }) => name));
  return {
    requests: plan.filter(({ endpoint }) => names.has(endpoint)).length,
    rows: sum(receipts.filter(({ endpoint }) => names.has(endpoint)).map(({ rows }) => rows)),
  };
}

/** Rows of takstbruk have their period and fagomraade, so that no two requests can have the same answer. */
function answersDiffer({ endpoints, receipts }: PullToCheck): CheckResult {
  const byPeriod = new Set(endpoints.filter(({ period }) => period !== undefined).map(({ name }) => name));
  const same = alike(receipts.filter(({ endpoint, rows }) => rows > 0 && byPeriod.has(endpoint)));
  return pullResult(
    {
      name: "answers_differ_between_requests",
      severity: "error",
      check: {
        nb: "Ingen to forespørsler om takstbruk har samme svar.",
        en: "No two requests of takstbruk have the same answer.",
      },
    },
    alikeAnswers(
      same,
      (group) =>
        `${namesOf(group)} have the same answer, byte for byte, although they ask for different rows`,
    ),
  );
}

/** Public and private laboratories have different rates, and the rows do not have the type of laboratory. */
function ratesOfTypesDiffer({ receipts }: PullToCheck): CheckResult {
  const answers = receipts.filter(
    ({ parameters, rows }) => parameters.samhandlertype !== undefined && rows >= enough,
  );
  return pullResult(
    {
      name: "rates_differ_between_samhandlertyper",
      severity: "error",
      check: {
        nb: "Listene for offentlige (PO) og private (LR) laboratorier er ulike.",
        en: "Lists for public (PO) and private (LR) laboratories differ.",
      },
    },
    alikeAnswers(alike(answers), (group) => {
      const [first] = group;
      return `${namesOf(group)} have the same ${first?.rows} rows, although PO and LR have different rates: the API ignored samhandlertype`;
    }),
  );
}

/** Fewer rows may be alike by chance. */
const enough = 5;

/** A server that cuts answers cuts all of them at the same size. */
function answersAreNotCapped({ receipts }: PullToCheck): CheckResult {
  const most = new Map<string, number>();
  for (const { endpoint, rows } of receipts) most.set(endpoint, Math.max(rows, most.get(endpoint) ?? 0));
  const full = receipts.filter(({ endpoint, rows }) => rows === most.get(endpoint) && isRound(rows));
  const byRows = groupedBy(full, ({ rows }) => rows);
  const capped = [...byRows.values()].filter((group) => group.length > 1);
  return pullResult(
    {
      name: "answers_are_not_capped",
      severity: "error",
      check: {
        nb: "Ingen to svar har samme runde antall rader uten at et annet svar fra samme endepunkt har flere.",
        en: "No two answers have the same round number of rows, unless another answer of their endpoints has more.",
      },
    },
    alikeAnswers(capped, (group) => {
      const [first] = group;
      return `${counted(group.length, "answer")} have exactly ${first?.rows} rows, and no other of their endpoints has more: the API seems to leave out further rows (${namesOf(group)})`;
    }),
  );
}

/** 100, 250, 1000, 20000: the sizes at which servers cut. */
function isRound(rows: number): boolean {
  return rows >= 100 && /^(1|2|25|5)0+$/.test(String(rows));
}

/** Both lists of takster may be the same if all combinations of an excerpt are official. */
function officialCombinationsDiffer({ receipts }: PullToCheck): CheckResult {
  const lists = receipts.filter(({ endpoint, rows }) => endpoint.startsWith("takstkoder") && rows >= enough);
  return pullResult(
    {
      name: "official_combinations_are_fewer",
      severity: "warn",
      check: {
        nb: "Listen over offisielle kombinasjoner er en annen enn listen over alle.",
        en: "The list of official combinations differs from the list of all.",
      },
    },
    alikeAnswers(
      alike(lists),
      (group) => `${namesOf(group)} have the same rows: the API may ignore the parameter`,
    ),
  );
}

/** Groups of answers with the same rows. */
function alike(receipts: readonly Receipt[]): readonly (readonly Receipt[])[] {
  const groups = groupedBy(receipts, ({ file }) => file.sha256);
  return [...groups.values()].filter((group) => group.length > 1);
}

function groupedBy<Key>(
  receipts: readonly Receipt[],
  keyOf: (receipt: Receipt) => Key,
): ReadonlyMap<Key, readonly Receipt[]> {
  const groups = new Map<Key, Receipt[]>();
  for (const receipt of receipts)
    groups.set(keyOf(receipt), [...(groups.get(keyOf(receipt)) ?? []), receipt]);
  return groups;
}

const mostNamed = 3;

function namesOf(receipts: readonly Receipt[]): string {
  const names = receipts.map(({ endpoint, key }) => `${endpoint}/${key}`).sort();
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
  return names.slice(0, mostNamed).join(", ") + more;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
