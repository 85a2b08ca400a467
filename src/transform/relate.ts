// Makes the relations that are not published: what a model becomes is told by its layer.
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Endpoint } from "../domain/endpoint.ts";
import { linkOrCopy } from "../platform/files.ts";
import { parquetRows } from "../stores/read-files.ts";
import { identifier, literal, type Warehouse } from "../stores/warehouse.ts";
import { codedSelect, plainSelect } from "./coded-texts.ts";
import { type Model, withoutEnd } from "./models.ts";

/**
 * Makes `<layer>.<name>` of a model. Staging is typed once: answers by period, which are millions of rows, into a Parquet file
 * in `folder`, all others into a table. Dimensions are tables too, since every one of those rows looks them up; the texts of
 * both are coded. Intermediate steps are views, and so are marts that nobody asked for: those asked for may be made from them.
 */
export async function relate(
  warehouse: Warehouse,
  model: Model,
  to: {
    readonly endpoints: readonly Endpoint[];
    readonly folder: string;
    /** Files of rows already typed, by the name of their model. */
    readonly typed: ReadonlyMap<string, readonly string[]>;
  },
): Promise<void> {
  const isLarge = to.endpoints.some(({ name, period }) => name === model.name && period !== undefined);
  const select = withoutEnd(model.sql);
  if (model.layer === "staging" && isLarge) await relateRows(warehouse, model, to);
  else if (model.layer === "staging") await warehouse.run(`create table ${nameOf(model)} as ${select}`);
  else if (model.layer === "dimensions") await relateDimension(warehouse, model);
  else {
    const columns = model.layer === "marts" ? await warehouse.rows(`describe ${select}`) : [];
    await warehouse.run(`create view ${nameOf(model)} as ${plainSelect(select, columns)}`);
  }
}

/** Writes the rows of a staging model. Not sorted and not compressed, only codes looked up: they are read again within the minute. */
export async function copyTyped(warehouse: Warehouse, sql: string, file: string): Promise<void> {
  await warehouse.run(`copy (${withoutEnd(sql)}) to ${literal(file)}
    (format parquet, compression uncompressed, use_tmp_file false, write_bloom_filter false, dictionary_size_limit 1000)`);
}

async function relateRows(
  warehouse: Warehouse,
  model: Model,
  { folder, typed }: { readonly folder: string; readonly typed: ReadonlyMap<string, readonly string[]> },
): Promise<void> {
  const files = await typedFiles(warehouse, model, { folder, already: typed.get(model.name) });
  const source = parquetRows(files);
  const coded = await codedSelect(warehouse, { relation: model.name, source });
  await warehouse.run(`create view ${nameOf(model)} as ${coded}`);
}

async function typedFiles(
  warehouse: Warehouse,
  { name, sql }: Model,
  { folder, already }: { readonly folder: string; readonly already: readonly string[] | undefined },
): Promise<readonly string[]> {
  if (already !== undefined) return await Promise.all(already.map((file) => taken(file, folder)));
  const file = join(folder, `${name}.parquet`);
  await copyTyped(warehouse, sql, file);
  return [file];
}

/** Moves a file into the folder, also to another disk, where a rename would fail. */
async function taken(from: string, folder: string): Promise<string> {
  const to = join(folder, basename(from));
  await linkOrCopy(from, to);
  await rm(from);
  return to;
}

async function relateDimension(warehouse: Warehouse, model: Model): Promise<void> {
  const source = `coded.${identifier(model.name)}`;
  await warehouse.run(`create table ${source} as ${withoutEnd(model.sql)}`);
  const coded = await codedSelect(warehouse, { relation: model.name, source });
  await warehouse.run(`create table ${nameOf(model)} as ${coded}`);
}

function nameOf({ layer, name }: Model): string {
  return `${layer}.${identifier(name)}`;
}
