// DuckDB reads files by one door only: anywhere else it would take columns from the names of folders, or guess them.
import { describe, expect, it } from "vitest";
import { sources } from "./sources.ts";

const door = "src/stores/read-files.ts";

/** Lines for people to copy into a program of their own, where they choose the folder; and other programs, measured beside ours. */
const forOthers =
  /^src\/metadata\/(snippets|sql-script)\.ts$|^src\/extract\/extract\.ts$|^src\/cli\/summary\.ts$|^test\/(bench\/floor|catalogue\/page\.test|house\/reading-files\.test|metadata\/sql-script\.test)\.ts$/;

const ours = sources(/^(src|pipelines|test)\/.*\.ts$|^sql\/.*\.sql$/).filter(
  ({ path }) => path !== door && !forOthers.test(path),
);

/** DuckDB's functions that read files, but not those of pandas, polars and arrow, which stand behind a dot or a colon. */
const reading =
  /(?<![.:\w])(read_(csv|json|ndjson|parquet|blob|text)\w*|parquet_(\w*metadata|schema|bloom_probe|scan)|sniff_csv|glob|(csv|json|parquet)_scan)\s*\(/i;

/** A file's name, or a literal made of one, where a table's name should be. */
const bare = /\b(from|join)\s+('[^']+\.(parquet|csv|json|ndjson|gz)'|\$\{literal\()|^\s*copy\s+\S+\s+from\b/i;

describe("SQL that reads a file", () => {
  it("is written in one place, which gives every option", () => {
    const strays = ours.flatMap(({ path, lines }) =>
      lines.flatMap((line, at) =>
        (reading.test(line) || bare.test(line)) && !/^\s*(\/\/|\*|--)/.test(line)
          ? [`${path}:${at + 1} ${line.trim()}`]
          : [],
      ),
    );
    expect(strays).toEqual([]);
  });

  it("never takes a column from a folder, whatever it reads", () => {
    const [source] = sources(new RegExp(`^${door.replaceAll(".", "\\.")}$`));
    const calls = source?.text.match(/\bread_\w+\(\$\{listOf\(files\)\}, \$\{plain\}/g) ?? [];
    expect(calls.length).toBe(source?.text.match(/`read_\w+\(/g)?.length);
    expect(calls.length).toBe(4);
    expect(source?.text).toContain('const plain = "hive_partitioning = false, hive_types_autocast = false');
  });
});
