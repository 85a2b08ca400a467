// What the registry says of one published table: what a row is, its key, its columns in words and types.
import type { ReferenceTable } from "./source.ts";

/** A published table, made by `sql/marts/<name>.sql`. */
export interface Dataset {
  readonly name: string;
  readonly title: Words;
  /** What one row is, in one sentence. */
  readonly grain: Words;
  /** What misleads whoever uses the rows without knowing it. */
  readonly traps?: readonly Trap[];
  /** What people search for it by, in each language; at least two. */
  readonly keywords: { readonly nb: readonly string[]; readonly en: readonly string[] };
  /** What it is about besides health, by the EU's data themes. */
  readonly themes?: readonly Theme[];
  /** Set on our own tables of kommuner and fylker, which have the licence of Statistics Norway's data. */
  readonly license?: "reference_tables";
  /** The first day it covers, where no column says so. */
  readonly since?: string;
  /** The endpoints whose answers it is made from, tested against what its SQL reads; none for reference tables. */
  readonly from: readonly string[];
  /** The tables of sql/reference it is made from, tested against what its SQL reads. */
  readonly tables?: readonly ReferenceTable[];
  /**
   * Endpoints that add to it where the scope asks for them anyway: a release without them still has the dataset, with
   * what they would have added empty.
   */
  readonly alsoFrom?: readonly string[];
  /** The endpoint whose rows it keeps one for one, where it does: a lost or doubled row then stops the release. */
  readonly oneRowPer?: string;
  /** The columns that name a row: unique together, and never null but for those of `mayBeNull`. */
  readonly key: readonly string[];
  /** Columns of the key that are null where the API left the place out of a row. */
  readonly mayBeNull?: readonly string[];
  /** The order of the rows, for readers: holds the key's columns, and is total because the key is unique. */
  readonly sort: readonly string[];
  /** The column that says which period a row belongs to, where there is one. */
  readonly period?: string;
  /** True where the rows tell of the pull and not of what was pulled: their changes alone make no new release. */
  readonly evidence?: true;
  readonly references: readonly Reference[];
  /** In the order of the file. */
  readonly columns: readonly Column[];
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly description: Words;
  /** The API's own name of the field, where the column is one. */
  readonly api?: string;
  /** The smallest value that makes sense; smaller ones are reported. */
  readonly minimum?: number;
  /** The largest value that makes sense; larger ones are reported. */
  readonly maximum?: number;
  /** All values there should be; others are reported. */
  readonly among?: readonly string[];
  /** What the whole value should look like, as a regular expression DuckDB, JSON Schema and XML Schema read alike. */
  readonly pattern?: string;
}

/** Government and the public sector, or regions and cities: codes of the EU's list of data themes. */
export type Theme = "GOVE" | "REGI";

/** Something true of several datasets that their columns do not show; named in snake_case, told in whole sentences. */
export interface Trap {
  readonly name: string;
  readonly text: Words;
}

/** Norwegian (bokmål) and English: the readers are both. */
export interface Words {
  readonly nb: string;
  readonly en: string;
}

/** Columns whose values are expected among another dataset's; values that are not are listed, never removed. */
export interface Reference {
  readonly columns: readonly string[];
  readonly dataset: string;
  readonly to: readonly string[];
  /**
   * How many rows there a row here may match: one where `to` is the other dataset's key, else many, and a join then multiplies rows
   * and what they add up to.
   */
  readonly matches: "one" | "many";
}

/** DuckDB types that every common Parquet reader gets right. */
export type ColumnType =
  | "VARCHAR"
  | "VARCHAR[]"
  | "SMALLINT"
  | "TINYINT"
  | "INTEGER"
  | "BIGINT"
  | "BOOLEAN"
  | "DATE"
  | "TIMESTAMP"
  | "DECIMAL(18,2)";

/** What the registry may say of a column's values. */
export type ColumnRule = "minimum" | "maximum" | "among" | "pattern";

/** Name of the check that every value of a reference is in the other dataset. */
export function referenceCheck({ name }: Pick<Dataset, "name">, to: Reference): string {
  return `${name}_${to.columns.join("_")}_in_${to.dataset}`;
}

/** Name of the check that the values of a column follow one of its rules. */
export function columnCheck({ name }: Pick<Dataset, "name">, column: Column, rule: ColumnRule): string {
  return `${name}_${column.name}_${endings[rule](column)}`;
}

const endings: Readonly<Record<ColumnRule, (column: Column) => string>> = {
  minimum: ({ minimum }) => `not_below_${minimum}`,
  maximum: ({ maximum }) => `not_above_${maximum}`,
  among: () => "is_listed",
  pattern: () => "is_well_formed",
};
