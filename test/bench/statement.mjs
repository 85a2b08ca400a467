// Runs one SQL statement in a fresh DuckDB; plain JavaScript, so that the floor does not pay for a TypeScript loader.
import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";

const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
for (const statement of readFileSync(process.argv[2] ?? "", "utf8").split(";\n")) {
  if (statement.trim() !== "") await connection.run(statement);
}
connection.closeSync();
instance.closeSync();
