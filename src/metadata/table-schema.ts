// The Table Schema of a dataset: its fields, its key, and the rules whose checks passed in this release.
import {
  type Column,
  type ColumnRule,
  type ColumnType,
  columnCheck,
  type Reference,
  referenceCheck,
} from "../domain/dataset.ts";
import { hasPassedCheck, type Subject, type Table } from "./subject.ts";

/** The schema of both the Parquet and the CSV file, with the type names of Data Package version 2. */
export function tableSchema(table: Table, manifest: Subject["manifest"]): Readonly<Record<string, unknown>> {
  const { dataset, entry } = table;
  const foreignKeys = entry.references
    .filter((to) => hasPassedCheck(manifest, referenceCheck(dataset, to)))
    .map((to) => foreignKey(entry.name, to));
  return {
    fields: dataset.columns.map((column) => field(column, { table, manifest })),
    ...(dataset.key.some((name) => hasNulls(name, entry))
      ? { uniqueKeys: [dataset.key] }
      : { primaryKey: dataset.key }),
    ...(foreignKeys.length === 0 ? {} : { foreignKeys }),
  };
}

/** The standard's type for each of our types. */
export const fieldTypes: Readonly<Record<ColumnType, string>> = {
  VARCHAR: "string",
  "VARCHAR[]": "array",
  SMALLINT: "integer",
  TINYINT: "integer",
  INTEGER: "integer",
  BIGINT: "integer",
  BOOLEAN: "boolean",
  DATE: "date",
  TIMESTAMP: "datetime",
  "DECIMAL(18,2)": "number",
};

interface Of {
  readonly table: Table;
  readonly manifest: Subject["manifest"];
}

function field(column: Column, of: Of): Readonly<Record<string, unknown>> {
  const rules = constraints(column, of);
  return {
    name: column.name,
    type: fieldTypes[column.type],
    description: column.description.nb,
    "x-en": { description: column.description.en },
    ...(Object.keys(rules).length === 0 ? {} : { constraints: rules }),
    ...(column.api === undefined ? {} : { "x-api": column.api }),
    "x-duckdbType": column.type,
  };
}

function constraints(
  column: Column,
  { table: { dataset, entry }, manifest }: Of,
): Readonly<Record<string, unknown>> {
  const { name, minimum, maximum, among, pattern } = column;
  const passed = (rule: ColumnRule) =>
    column[rule] !== undefined && hasPassedCheck(manifest, columnCheck(dataset, column, rule));
  return {
    ...(dataset.key.includes(name) && !hasNulls(name, entry) ? { required: true } : {}),
    ...(dataset.key.length === 1 && dataset.key[0] === name ? { unique: true } : {}),
    ...(passed("minimum") ? { minimum } : {}),
    ...(passed("maximum") ? { maximum } : {}),
    ...(passed("among") ? { enum: among } : {}),
    ...(passed("pattern") ? { pattern } : {}),
  };
}

/** True for a column of which some rows of this release have no value. */
function hasNulls(name: string, { columns }: Table["entry"]): boolean {
  return columns.some((column) => column.name === name && (column.statistics?.nulls ?? 0) > 0);
}

/** A reference within a table names no resource. */
function foreignKey(own: string, { columns, dataset, to }: Reference): Readonly<Record<string, unknown>> {
  return {
    fields: columns,
    reference: { ...(dataset === own ? {} : { resource: dataset }), fields: to },
  };
}
