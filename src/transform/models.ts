// Finds the SQL files, and orders them by the relations that each of them reads.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { ModelError } from "../domain/errors.ts";
import { literal, type Warehouse } from "../stores/warehouse.ts";

/** In their order. A layer reads only itself and the layers before it. Checks come last. */
export const layers = ["staging", "geography", "dimensions", "intermediate", "marts"] as const;
export type Layer = (typeof layers)[number] | "checks";

/** A SQL file with one SELECT, which becomes the relation `<layer>.<name>`. */
export interface Model {
  readonly layer: Layer;
  readonly name: string;
  readonly file: string;
  readonly sql: string;
  /** The relations it reads, such as `staging.kommuner`. */
  readonly reads: readonly string[];
}

/** The relation of a model, such as `staging.kommuner`. */
export function relationOf({ layer, name }: Pick<Model, "layer" | "name">): string {
  return `${layer}.${name}`;
}

/** The models of these layers, each after those it reads. Throws a ModelError for a cycle, or a file that DuckDB cannot parse. */
export async function findModels(
  warehouse: Warehouse,
  options: { readonly folder: string; readonly layers: readonly Layer[] },
): Promise<readonly Model[]> {
  const files = options.layers.flatMap((layer) =>
    sqlFiles(join(options.folder, layer)).map((file) => ({ layer, file })),
  );
  const found = files.map((one) => ({ ...one, sql: readFileSync(one.file, "utf8") }));
  const read = await relationsIn(warehouse, found);
  return sortedByDependency(
    found.map((one, at) => ({ ...one, name: basename(one.file, ".sql"), reads: read[at] ?? [] })),
  );
}

/** The models that make these relations, in the order of `models`, in which each comes after those it reads. */
export function modelsFor(relations: Iterable<string>, models: readonly Model[]): readonly Model[] {
  const needed = new Set(relations);
  for (const model of models.toReversed())
    if (needed.has(relationOf(model))) for (const read of model.reads) needed.add(read);
  return models.filter((model) => needed.has(relationOf(model)));
}

/** The SQL files of a folder, sorted. */
export function sqlFiles(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".sql"));
  return names.sort().map((name) => join(folder, name));
}

const parsedSql = z.object({
  error: z.boolean(),
  error_message: z.string().optional(),
  statements: z.array(z.unknown()).optional(),
});

/** The relations that each file reads. One query for all files takes a fifth of the time of one for each. */
async function relationsIn(
  warehouse: Warehouse,
  files: readonly { readonly file: string; readonly sql: string }[],
): Promise<readonly (readonly string[])[]> {
  if (files.length === 0) return [];
  const texts = files.map(({ sql }, at) => `(${at}, ${literal(sql)})`).join(", ");
  const rows = await warehouse.rows(
    `select json_serialize_sql(sql) as tree from (values ${texts}) as files (place, sql) order by place`,
  );
  return files.map(({ file }, at) => relationsOf(JSON.parse(rows[at]?.tree ?? "null"), file));
}

function relationsOf(tree: unknown, file: string): readonly string[] {
  const parsed = parsedSql.parse(tree);
  const count = parsed.statements?.length ?? 0;
  const fault = parsed.error ? parsed.error_message : `it has ${count} statements`;
  if (parsed.error || count !== 1)
    throw new ModelError(`Cannot read ${file} as one SELECT: ${fault}. Correct the file`, {
      facts: { file },
    });
  return [...new Set(baseTables(tree))].sort();
}

function baseTables(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(baseTables);
  if (typeof node !== "object" || node === null) return [];
  const below = Object.values(node).flatMap(baseTables);
  if (!("type" in node && node.type === "BASE_TABLE")) return below;
  if (!("schema_name" in node && "table_name" in node) || node.schema_name === "") return below;
  return [`${node.schema_name}.${node.table_name}`, ...below];
}

function sortedByDependency(models: readonly Model[]): readonly Model[] {
  const byName = new Map(models.map((model) => [relationOf(model), model]));
  const ordered = new Set<Model>();
  const visit = (model: Model, path: readonly Model[]): void => {
    if (ordered.has(model)) return;
    if (path.includes(model)) throw cycle([...path.slice(path.indexOf(model)), model]);
    for (const name of model.reads) {
      const parent = byName.get(name);
      if (parent !== undefined) visit(parent, [...path, model]);
    }
    ordered.add(model);
  };
  for (const model of models) visit(model, []);
  return [...ordered];
}

function cycle(path: readonly Model[]): ModelError {
  const names = path.map(relationOf).join(" → ");
  return new ModelError(
    `Cannot order the SQL files: ${names} read each other in a cycle. Remove one of these references`,
    {
      facts: { models: names },
    },
  );
}

/** A SELECT for use in another statement: without its semicolon, and apart from a comment on its last line. */
export function withoutEnd(sql: string): string {
  return `select * from (\n${sql.trimEnd().replace(/;$/, "")}\n)`;
}
