// The registry's description of one published table: what a row is, its key, and its columns.
import type { ReferenceTable } from "./source.ts";

/** A published table, made by `sql/marts/<name>.sql`. */
export interface Dataset {
  readonly name: string;
  readonly title: Words;
  /** What one row is, in one sentence. */
  readonly grain: Words;
  /** Facts that mislead users who do not know them. */
  readonly traps?: readonly Trap[];
  /** Questions whose query reads it. */
  readonly recipes?: readonly Recipe[];
  /** Its place in the data dictionary. */
  readonly dictionary?: DictionaryPlace;
  /** At least two search words in each language. */
  readonly keywords: { readonly nb: readonly string[]; readonly en: readonly string[] };
  /** The EU's data themes besides health. */
  readonly themes?: readonly Theme[];
  /** Set for our own tables of kommuner and fylker, which have the licence of Statistics Norway. */
  readonly license?: "reference_tables";
  /** The first day that it covers, if no column shows it. */
  readonly since?: string;
  /** The endpoints that its SQL reads, which a test compares; none for reference tables. */
  readonly from: readonly string[];
  /** The tables of sql/reference that its SQL reads, which a test compares. */
  readonly tables?: readonly ReferenceTable[];
  /**
   * Endpoints that add to it if the scope includes them. A release without them has the dataset with empty columns.
   */
  readonly alsoFrom?: readonly string[];
  /** The endpoint whose rows it has one for one, if it has. Then a lost or doubled row stops the release. */
  readonly oneRowPer?: string;
  /** The columns that identify a row. Together they are unique, and only those of `mayBeNull` may be null. */
  readonly key: readonly string[];
  /** Columns of the key that are null if the API omits the place of a row. */
  readonly mayBeNull?: readonly string[];
  /** The order of the rows. It includes the key, so that it is total. */
  readonly sort: readonly string[];
  /** Columns of the order outside the key, each with the columns of the key that decide its value. */
  readonly decidedBy?: Readonly<Record<string, readonly string[]>>;
  /** The column with the period of a row, if there is one. */
  readonly period?: string;
  /** Set if the rows describe the pull itself. Their changes alone make no new release. */
  readonly evidence?: true;
  readonly references: readonly Reference[];
  /** In the order of the file. */
  readonly columns: readonly Column[];
}

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly description: Words;
  /** The API's own name of the field, if the column is one. */
  readonly api?: string;
  /** The smallest value that makes sense; smaller ones are reported. */
  readonly minimum?: number;
  /** The largest value that makes sense; larger ones are reported. */
  readonly maximum?: number;
  /** All expected values; others are reported. */
  readonly among?: readonly string[];
  /** A regular expression for the whole value, which means the same in DuckDB, JSON Schema and XML Schema. */
  readonly pattern?: string;
}

/** Government and the public sector, or regions and cities: codes of the EU's list of data themes. */
export type Theme = "GOVE" | "REGI";

/** A fact about datasets that their columns do not show. The name is in snake_case, the text in whole sentences. */
export interface Trap {
  readonly name: string;
  readonly text: Words;
}

/** The subjects of the data dictionary, in the order to read them. */
export const subjectNames = ["use", "tariffs", "laboratory", "geography", "quality"] as const;
export type SubjectName = (typeof subjectNames)[number];

export interface DictionaryPlace {
  readonly subject: SubjectName;
  /** Its number within the subject, in the order to read them. */
  readonly number: number;
  /** What it is the right dataset for. */
  readonly use: Words;
}

/** A question with one query on the views of helserefusjon.sql. */
export interface Recipe {
  readonly name: string;
  readonly question: Words;
  /** A fact to know before one uses the result. */
  readonly note: Words;
  readonly sql: string;
  /** The datasets that the query reads. */
  readonly reads: readonly string[];
}

/** Norwegian (bokmål) and English: the readers are both. */
export interface Words {
  readonly nb: string;
  readonly en: string;
}

/** Columns whose values are expected in another dataset. Other values are reported and never removed. */
export interface Reference {
  readonly columns: readonly string[];
  readonly dataset: string;
  readonly to: readonly string[];
  /**
   * How many rows there a row here may match: one if `to` is the other dataset's key, else many. A join with many multiplies rows
   * and their sums.
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

/** The rules that the registry may have for the values of a column. */
export type ColumnRule = "minimum" | "maximum" | "among" | "pattern";

/** The name of the check that each value of a reference is in the other dataset. */
export function referenceCheck({ name }: Pick<Dataset, "name">, reference: Reference): string {
  return `${name}_${reference.columns.join("_")}_in_${reference.dataset}`;
}

/** The name of the check that the values of a column follow one of its rules. */
export function columnCheck({ name }: Pick<Dataset, "name">, column: Column, rule: ColumnRule): string {
  return `${name}_${column.name}_${endings[rule](column)}`;
}

const endings: Readonly<Record<ColumnRule, (column: Column) => string>> = {
  minimum: ({ minimum }) => `not_below_${minimum}`,
  maximum: ({ maximum }) => `not_above_${maximum}`,
  among: () => "is_listed",
  pattern: () => "is_well_formed",
};
