// Reads the emulator's own facts and the project's reference tables, which are delimited text without quotes.
import { readFileSync } from "node:fs";

/** Returns a cell of a line by column name. An unknown column is a bug in the emulator. */
export type Line = (column: string) => string;

/** The lines of the emulator's own table `facts/<name>.csv`. */
export function facts(name: string): readonly Line[] {
  return readTable(new URL(`../facts/${name}.csv`, import.meta.url), ";");
}

/** The lines of the project's reference table `sql/reference/<name>.csv`. */
export function reference(name: string): readonly Line[] {
  return readTable(new URL(`../../../sql/reference/${name}.csv`, import.meta.url), ",");
}

function readTable(url: URL, delimiter: string): readonly Line[] {
  const [header = "", ...lines] = readFileSync(url, "utf8").trimEnd().split("\n");
  const columns = header.split(delimiter);
  return lines.map((line) => {
    const cells = line.split(delimiter);
    return (column) => {
      const cell = cells[columns.indexOf(column)];
      if (cell === undefined) throw new Error(`Cannot read "${column}" of ${url.pathname}: "${line}"`);
      return cell;
    };
  });
}
