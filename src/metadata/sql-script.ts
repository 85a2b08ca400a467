// helserefusjon.sql of a release: makes every table a view in DuckDB, with comments and keys.
import type { Words } from "../domain/dataset.ts";
import { type ManifestDataset, sqlScriptBase, sqlScriptPath } from "../domain/manifest.ts";
import { fileAddress, type Subject, type Table } from "./subject.ts";

/** The script. It reads no file but those of the release, and downloads no extension unless the base is an address. */
export function sqlScript(subject: Subject): string {
  return `${[preface(subject), ...subject.tables.map(viewOf)].join("\n\n")}\n`;
}

function preface({ manifest, publisher }: Subject): string {
  const { id, title, synthetic } = manifest;
  const base = fileAddress(publisher, id, "") ?? `/data/${id}/`;
  return `-- ${title.nb} / ${title.en}
-- Utgave / release: ${id}${synthetic === null ? "" : ". SYNTETISKE TALL / SYNTHETIC NUMBERS"}
--
-- I mappen med filene / in the folder of the files:
--     duckdb -init ${sqlScriptPath}
-- Fra et annet sted / from elsewhere, with a folder or an https address that ends in "/":
--     SET VARIABLE ${sqlScriptBase} = '${base}';
--     .read ${sqlScriptPath}
-- Navn, typer og beskrivelser / names, types and descriptions:
--     SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal;
SET VARIABLE ${sqlScriptBase} = coalesce(getvariable('${sqlScriptBase}'), '');`;
}

function viewOf({ entry }: Table): string {
  const { name, title, grain, columns, files } = entry;
  const path = files.find(({ format }) => format === "parquet")?.path ?? `${name}.parquet`;
  const comments = columns.map(
    (column) =>
      `COMMENT ON COLUMN ${quotedName(name)}.${quotedName(column.name)} IS ${inBoth(column.description)};`,
  );
  return [
    `-- ${title.nb} / ${title.en}`,
    ...keysOf(entry).map((line) => `-- ${line}`),
    `CREATE OR REPLACE VIEW ${quotedName(name)} AS`,
    `FROM read_parquet(getvariable('${sqlScriptBase}') || ${quotedText(path)}, hive_partitioning = false);`,
    `COMMENT ON VIEW ${quotedName(name)} IS ${quotedText([`${grain.nb} / ${grain.en}`, ...keysOf(entry)].join("\n"))};`,
    ...comments,
  ].join("\n");
}

/** The key, and where the other columns lead; a join to many rows multiplies sums. */
function keysOf({ key, references }: ManifestDataset): readonly string[] {
  return [
    `Nøkkel / key: ${key.join(", ")}`,
    ...references.map(({ columns, dataset, to, matches }) => {
      const many = matches === "many" ? ", flere rader / several rows" : "";
      return `${columns.join(", ")} -> ${dataset} (${to.join(", ")})${many}`;
    }),
  ];
}

function inBoth({ nb, en }: Words): string {
  return quotedText(`${nb} / ${en}`);
}

function quotedName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
