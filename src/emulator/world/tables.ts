// Reads the emulator's own facts and the project's reference tables, which are delimited text without quotes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../platform/tool.ts";

/** Returns a cell of a line by column name. An unknown column is a bug in the emulator. */
export type Line = (column: string) => string;

/** The lines of the emulator's own table `facts/<name>.csv`. */
export function facts(name: string): readonly Line[] {
  return readTable(join(projectFolder, "src", "emulator", "facts", `${name}.csv`), ";");
}

/** The lines of the project's reference table `sql/reference/<name>.csv`. */
export function reference(name: string): readonly Line[] {
  return readTable(join(projectFolder, "sql", "reference", `${name}.csv`), ",");
}

function readTable(path: string, delimiter: string): readonly Line[] {
  const [header = "", ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const columns = header.split(delimiter);
  return lines.map((line) => {
    const cells = line.split(delimiter);
    return (column) => {
      const cell = cells[columns.indexOf(column)];
      if (cell === undefined) throw new Error(`Cannot read "${column}" of ${path}: "${line}"`);
      return cell;
    };
  });
}
