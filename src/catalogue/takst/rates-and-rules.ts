// The rates of a takst as steps over time, and what it excludes and requires, in groups.

import type { Lookup } from "../data/embedded.ts";
import { groupedBy } from "../data/grouped.ts";
import type { Series } from "../figures/drawing.ts";
import { figure } from "../figures/figure.ts";
import { type Child, element, link } from "../page/element.ts";
import { nothing, waitFor } from "../page/results.ts";
import { hashOf } from "../state/address.ts";
import { inOrder, text } from "../text/language.ts";
import { newestRules, type RatePeriod, type Rule, ratePeriods, type TakstName } from "./takst-facts.ts";

export function ratesFigure(name: TakstName): HTMLElement {
  const body = waitFor(async () => {
    const periods = await ratePeriods(name);
    if (periods === undefined || periods.length === 0) {
      return nothing(
        text("Utgivelsen har ingen satser for denne taksten.", "The release has no rates for this item."),
      );
    }
    return figure({
      id: `satser-${name.fagomraade}`,
      title: text("Satser over tid", "Rates over time"),
      lead: text(
        "Kroner per gang; satsene endres som regel 1. juli.",
        "NOK per use; rates usually change on 1 July.",
      ),
      drawing: { kind: "lines", series: ratesOf(periods), unit: text("kr", "NOK"), isStepped: true },
      take: {
        name: `satser-${name.fagomraade}-${name.takstkode}`,
        csv: {
          head: ["fradato", "tildato", "honorar", "refusjon", "egenandel"],
          rows: periods.map(({ from, to, honorar, refusjon, egenandel }) => [
            from,
            to,
            honorar,
            refusjon,
            egenandel,
          ]),
        },
        sql: `SELECT fradato, tildato, honorar, refusjon, egenandel\nFROM 'takstkoder.parquet'\nWHERE fagomraade = '${quoted(name.fagomraade)}' AND takstkode = '${quoted(name.takstkode)}'\nORDER BY fradato;`,
      },
    });
  });
  return element("section", {}, body);
}

function quoted(text: string): string {
  return text.replaceAll("'", "''");
}

/** A line for each kind of rate that the takst has; a rate of an ended period stays until its last day. */
function ratesOf(periods: readonly RatePeriod[]): readonly Series[] {
  const kinds = [
    ["honorar", text("Honorar", "Fee")],
    ["refusjon", text("Refusjon", "Reimbursement")],
    ["egenandel", text("Egenandel", "Co-payment")],
  ] as const;
  return kinds.flatMap(([kind, name], at) => {
    if (periods.every((period) => period[kind] === undefined)) return [];
    const points = periods.map((period) => ({
      period: period.from,
      value: period[kind],
      certainty: "final" as const,
    }));
    const last = periods.at(-1);
    const end =
      last === undefined || last.to === ""
        ? []
        : [{ period: last.to, value: last[kind], certainty: "final" as const }];
    return [{ name, tone: at, points: [...points, ...end] }];
  });
}

export function rulesSection(name: TakstName, found: Lookup): HTMLElement {
  return element(
    "section",
    {},
    element("h2", {}, text("Regler i den nyeste perioden", "Rules of the newest period")),
    waitFor(async () => {
      const rules = await newestRules(name);
      if (rules === undefined)
        return nothing(
          text("Utgivelsen har ikke takst_kombinasjoner.", "The release has no takst_kombinasjoner."),
        );
      if (rules.length === 0)
        return element("p", {}, text("Ingen regler om andre takster.", "No rules about other items."));
      return [
        ruleGroup(text("Utelukker", "Excludes"), {
          rules: rules.filter(({ kind }) => kind === "ugyldig"),
          name,
          found,
        }),
        ruleGroup(text("Krever", "Requires"), {
          rules: rules.filter(({ kind }) => kind === "krever"),
          name,
          found,
        }),
      ];
    }),
  );
}

interface Group {
  readonly rules: readonly Rule[];
  readonly name: TakstName;
  readonly found: Lookup;
}

function ruleGroup(title: string, { rules, name, found }: Group): Child {
  if (rules.length === 0) return null;
  const isAllBut = rules.some(({ mode }) => /unntatt/i.test(mode));
  const official = rules.filter(({ isOfficial }) => isOfficial);
  const others = rules.filter(({ isOfficial }) => !isOfficial);
  const byStart = [...groupedBy(others, ({ takstkode }) => startOf(takstkode))].sort(([one], [other]) =>
    inOrder(one, other),
  );
  return element(
    "div",
    { class: "rules" },
    element("h3", {}, `${title} (${rules.length})`, isAllBut ? ` ${text("alle unntatt", "all except")}` : ""),
    official.length === 0 ? null : element("p", { class: "quiet" }, text("Offisielle:", "Official:")),
    official.length === 0 ? null : chips(official, { name, found }),
    others.length === 0
      ? null
      : element(
          "details",
          { open: others.length <= mostUngrouped },
          element("summary", {}, `${others.length} ${text("til i takstregisteret", "more in the register")}`),
          others.length <= mostUngrouped
            ? chips(others, { name, found })
            : byStart.map(([start, group]) =>
                element(
                  "div",
                  {},
                  element("p", { class: "quiet" }, `${start}… (${group.length})`),
                  chips(group, { name, found }),
                ),
              ),
        ),
  );
}

const mostUngrouped = 12;

/** The number or letters a code begins with: 2 of 2ad, A of A01a. */
function startOf(code: string): string {
  return /^(\d+|\p{L}+)/u.exec(code)?.[1] ?? code;
}

function chips(rules: readonly Rule[], { name, found }: Omit<Group, "rules">): HTMLElement {
  const items = rules.map(({ takstkode }) => {
    const known = found.takst(name.fagomraade, takstkode);
    const label = link(hashOf("takst", `${name.fagomraade}/${takstkode}`), takstkode);
    if (known !== undefined) label.setAttribute("title", known.navn);
    return element("li", {}, known === undefined ? element("span", { class: "chip" }, takstkode) : label);
  });
  return element("ul", { class: "chips" }, ...items);
}
