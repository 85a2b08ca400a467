// The code snippets that load a table. Documentation and catalogue show these, and tests run them.
import type { Column, ColumnType } from "../domain/dataset.ts";

/** A few lines that load a file and can be copied. */
export interface Snippet {
  readonly title: "DuckDB" | "pandas" | "polars" | "R" | "Spark" | "JavaScript";
  /** The language's name in a Markdown fence. */
  readonly syntax: "sql" | "python" | "r" | "javascript";
  readonly text: string;
}

/** The snippets for a Parquet file, given by path or https address, in the order to show them. */
export function snippetsOf(file: string): readonly Snippet[] {
  const sql = `SELECT * FROM ${duckdbRows(file)} LIMIT 10;`;
  const name = JSON.stringify(file);
  return [
    { title: "DuckDB", syntax: "sql", text: sql },
    { title: "pandas", syntax: "python", text: pandas(name) },
    { title: "polars", syntax: "python", text: `import polars as pl\ndf = pl.read_parquet(${name})` },
    { title: "R", syntax: "r", text: `df <- arrow::read_parquet(${name})` },
    { title: "Spark", syntax: "python", text: spark(file) },
    { title: "JavaScript", syntax: "javascript", text: javascript(file) },
  ];
}

/**
 * A Parquet file as an expression after FROM. In a folder such as `fagomraade=FY`, DuckDB would add that value to every
 * row unless hive partitioning is off. The other tools do not do so for a single file.
 */
export function duckdbRows(file: string): string {
  const name = `'${file.replaceAll("'", "''")}'`;
  return /[^/]=[^/]*\//.test(file) ? `read_parquet(${name}, hive_partitioning = false)` : name;
}

/** The snippet for a CSV file. It gives the types, because a reader that guesses turns `0301` into 301. */
export function csvSnippet(path: string, columns: readonly Column[]): Snippet {
  const types = columns.map(({ name, type }) => `    ${JSON.stringify(name)}: ${arrowTypes[type]},\n`);
  const text = `import pandas as pd
import pyarrow as pa
from pyarrow import csv
types = {\n${types.join("")}}
options = csv.ConvertOptions(
    column_types=types, null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=False
)
df = csv.read_csv(${JSON.stringify(path)}, convert_options=options).to_pandas(types_mapper=pd.ArrowDtype)`;
  return { title: "pandas", syntax: "python", text };
}

/** The pyarrow type of each column type. A list is JSON text in CSV. */
const arrowTypes: Readonly<Record<ColumnType, string>> = {
  VARCHAR: "pa.string()",
  "VARCHAR[]": "pa.string()",
  SMALLINT: "pa.int16()",
  TINYINT: "pa.int8()",
  INTEGER: "pa.int32()",
  BIGINT: "pa.int64()",
  BOOLEAN: "pa.bool_()",
  DATE: "pa.date32()",
  TIMESTAMP: 'pa.timestamp("us")',
  "DECIMAL(18,2)": "pa.decimal128(18, 2)",
};

function pandas(name: string): string {
  return `import pandas as pd
# without dtype_backend, whole numbers become floats if some are missing, and amounts become slow Python objects
df = pd.read_parquet(${name}, dtype_backend="pyarrow")`;
}

/** Spark cannot open an https address, so the snippet fetches the file first. */
function spark(file: string): string {
  const session = `from pyspark.sql import SparkSession
spark = SparkSession.builder.getOrCreate()`;
  if (!isAddress(file)) return `${session}\ndf = spark.read.parquet(${JSON.stringify(file)})`;
  const fetched = JSON.stringify(file.slice(file.lastIndexOf("/") + 1));
  return `from pyspark import SparkFiles
${session}
spark.sparkContext.addFile(${JSON.stringify(file)})
df = spark.read.parquet("file://" + SparkFiles.get(${fetched}))`;
}

function javascript(file: string): string {
  const name = JSON.stringify(file);
  const [open, call] = isAddress(file)
    ? ["asyncBufferFromUrl", `asyncBufferFromUrl({ url: ${name} })`]
    : ["asyncBufferFromFile", `asyncBufferFromFile(${name})`];
  return [
    `import { ${open}, parquetReadObjects } from "hyparquet";`,
    'import { compressors } from "hyparquet-compressors";',
    "// JavaScript has no exact decimals: round amounts to two digits",
    `const rows = await parquetReadObjects({ file: await ${call}, compressors });`,
  ].join("\n");
}

function isAddress(file: string): boolean {
  return /^https?:/.test(file);
}
