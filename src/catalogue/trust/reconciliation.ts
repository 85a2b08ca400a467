// How much of the country's reimbursement the sums of kommuner and fylker lack, because small numbers are left out.
import { duckdbRows } from "../../metadata/snippets.ts";
import type { TextRow } from "../data/embedded.ts";
import { figure } from "../figures/figure.ts";
import { type Child, element, fill, select } from "../page/element.ts";
import { text } from "../text/language.ts";
import { decimal } from "../text/numbers.ts";

const levels = ["kommune", "fylke"] as const;
type Part = (typeof levels)[number];

export function reconciliation(rows: readonly TextRow[]): Child {
  if (rows.length === 0) return null;
  const place = element("div", {});
  const show = (level: Part, kind: string) => fill(place, pictureOf(rows, { level, kind, show }));
  show("kommune", rows.some(({ periodetype }) => periodetype === "ar") ? "ar" : "maned");
  return [
    element(
      "h2",
      { id: "avstemming" },
      text("Hvor mye mangler i delene?", "How much is missing from the parts?"),
    ),
    place,
  ];
}

interface Choice {
  readonly level: Part;
  readonly kind: string;
  readonly show: (level: Part, kind: string) => void;
}

function pictureOf(rows: readonly TextRow[], choice: Choice): HTMLElement {
  const { level, kind } = choice;
  const gaps = rows.filter(({ periodetype }) => periodetype === kind).flatMap((row) => gapOf(row, level));
  return figure({
    id: "mangler",
    title: text(
      "Prosent av landets refusjon som ikke er med",
      "Per cent of the country's reimbursement that is missing",
    ),
    lead: text(
      "Små tall er utelatt i delene, men ikke i summen for landet.",
      "Small numbers are left out of the parts, but not of the country's sum.",
    ),
    controls: choices(choice),
    drawing: {
      kind: "cells",
      least: 1,
      cells: gaps.map(({ fagomraade, ar, gap }) => ({
        row: fagomraade,
        column: ar,
        value: Math.max(0, gap),
        label: decimal(gap, gap >= 10 ? 0 : 1),
      })),
    },
    take: {
      name: "avstemming",
      csv: {
        head: ["fagomraade", "ar", "prosent"],
        rows: gaps.map(({ fagomraade, ar, gap }) => [fagomraade, ar, gap] as const),
      },
      sql: sqlOf(choice),
    },
  });
}

function choices({ level, kind, show }: Choice): Child {
  const parts = { kommune: text("Kommuner", "Municipalities"), fylke: text("Fylker", "Counties") };
  const names = levels.map((one) => [one, parts[one]] as const);
  const kinds = [
    ["ar", text("år", "year")],
    ["maned", text("måned", "month")],
  ] as const;
  return [
    select(text("Deler", "Parts"), names, {
      id: "deler",
      chosen: level,
      choose: (value) => show(value === "fylke" ? "fylke" : "kommune", kind),
    }),
    select(text("Fra tall per", "From numbers by"), kinds, {
      id: "periodetype",
      chosen: kind,
      choose: (value) => show(level, value),
    }),
  ];
}

function sqlOf({ level, kind }: Choice): string {
  const missing = `sum(landet_sum_refusjon) - coalesce(sum(${level}_sum_refusjon), 0)`;
  return [
    `SELECT fagomraade, ar, 100 * (${missing}) / sum(landet_sum_refusjon) AS prosent`,
    `FROM ${duckdbRows("avstemming.parquet")}`,
    `WHERE periodetype = '${kind}'`,
    "GROUP BY ALL",
    "HAVING sum(landet_sum_refusjon) > 0",
    "ORDER BY ALL;",
  ].join("\n");
}

function gapOf({ fagomraade, ar, ...sums }: TextRow, level: Part) {
  const whole = Number(sums.landet ?? 0);
  if (whole <= 0) return [];
  return [
    { fagomraade: fagomraade ?? "", ar: ar ?? "", gap: (100 * (whole - Number(sums[level] ?? 0))) / whole },
  ];
}
