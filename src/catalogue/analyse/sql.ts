// The SQL that gives the numbers of an analysis in DuckDB, from the release's own files.

import { duckdbRows } from "../../metadata/snippets.ts";
import { groupedBy } from "../data/grouped.ts";
import type { Analysis, Chosen } from "../state/analysis.ts";
import { perInhabitants, perOthers, summedColumns, useTable } from "./table-of-use.ts";

/** One row per place and period with use. Files are named as in the folder of the release. */
export function sqlOf(analysis: Analysis): string {
  const { measure, per, takster } = analysis;
  const sum = summedColumns(measure)
    .map((column) => `sum(${column})`)
    .join(" + ");
  if (measure === "refusjon-per-takst") {
    const sums = `${sum} AS teller, sum(sum_antall_takst) AS nevner`;
    return query([["teller", useSql(analysis, { takster, sums })]], {
      keys: keysOf(analysis),
      select: "teller, nevner, teller / nullif(nevner, 0) AS verdi",
    });
  }
  const numerator = ["teller", useSql(analysis, { takster, sums: `${sum} AS teller` })] as const;
  if (per.kind === "none") {
    return query([numerator], { keys: keysOf(analysis), select: "teller, teller AS verdi" });
  }
  const isPeople = per.kind === "innbyggere";
  const others = isPeople
    ? peopleSql(analysis)
    : useSql(analysis, { takster: per.takster, sums: `${sum} AS nevner` });
  const factor = isPeople ? perInhabitants : perOthers;
  return query([numerator, ["nevner", others]], {
    keys: keysOf(analysis),
    select: `teller, nevner, ${factor} * teller / nullif(nevner, 0) AS verdi`,
    joined: `LEFT JOIN nevner ${isPeople ? peopleJoin(analysis) : `USING (${keysOf(analysis).join(", ")})`}`,
  });
}

interface Query {
  readonly keys: readonly string[];
  readonly select: string;
  readonly joined?: string;
}

function query(parts: readonly (readonly [string, string])[], { keys, select, joined }: Query): string {
  const named = parts.map(([name, sql]) => `${name} AS (\n${sql}\n)`);
  const columns = [...keys.map((key) => `teller.${key}`), select].join(", ");
  const from = joined === undefined ? "FROM teller" : `FROM teller ${joined}`;
  return `WITH ${named.join(",\n")}\nSELECT ${columns}\n${from}\nORDER BY ALL;`;
}

function keysOf({ level, step }: Analysis): readonly string[] {
  return useTable(level, step).place === undefined ? ["periode"] : ["sted", "periode"];
}

interface Summed {
  readonly takster: readonly Chosen[];
  readonly sums: string;
}

function useSql({ level, step, praksistyper }: Analysis, { takster, sums }: Summed): string {
  const { dataset, place } = useTable(level, step);
  const period = step === "ar" ? "ar::varchar" : "strftime(periode, '%Y-%m')";
  const columns = [...(place === undefined ? [] : [`${place} AS sted`]), `${period} AS periode`, sums];
  const conditions = [
    chosenSql(takster),
    ...(place === undefined ? [] : [step === "ar" ? "er_gjeldende" : `${place} IS NOT NULL`]),
    ...(praksistyper.length === 0 ? [] : [`praksis_type_kode IN (${literals(praksistyper)})`]),
  ];
  return `  SELECT ${columns.join(", ")}\n  FROM ${duckdbRows(`${dataset}.parquet`)}\n  WHERE ${conditions.join("\n    AND ")}\n  GROUP BY ALL`;
}

function chosenSql(takster: readonly Chosen[]): string {
  const byField = [...groupedBy(takster, ({ fagomraade }) => fagomraade)];
  const parts = byField.map(([fagomraade, chosen]) => {
    const field = `fagomraade = ${literals([fagomraade])}`;
    const codes = chosen.flatMap(({ takstkode }) => (takstkode === undefined ? [] : [takstkode]));
    return codes.length < chosen.length ? field : `${field} AND takstkode IN (${literals(codes)})`;
  });
  return parts.length === 1 ? parts.join("") : `(${parts.map((part) => `(${part})`).join(" OR ")})`;
}

function peopleSql({ level }: Analysis): string {
  return `  SELECT nr AS sted, ar::varchar AS ar, innbyggere AS nevner\n  FROM ${duckdbRows("innbyggere_gjeldende.parquet")}\n  WHERE niva = '${level}' AND fullstendig`;
}

/** The inhabitants of a year hold for each of its months. */
function peopleJoin({ level }: Analysis): string {
  const place = level === "landet" ? "" : "teller.sted = nevner.sted AND ";
  return `ON ${place}left(teller.periode, 4) = nevner.ar`;
}

function literals(texts: readonly string[]): string {
  return texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(", ");
}
