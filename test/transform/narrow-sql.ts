// The project's SQL for one table alone: a transform for what a sentence is about takes a fifth of one for all tables.
import { readFileSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { projectFolder } from "../../src/platform/tool.ts";
import { layers } from "../../src/transform/models.ts";

const sql = join(projectFolder, "sql");

/** Copies the SQL of a mart and of all it reads into `folder`, without any check, and gives where they lie. */
export async function narrowSql(mart: string, folder: string): Promise<string> {
  const narrow = join(folder, "sql");
  for (const whole of ["macros", "reference"])
    await cp(join(sql, whole), join(narrow, whole), { recursive: true });
  for (const layer of [...layers, "checks"]) await mkdir(join(narrow, layer), { recursive: true });
  for (const file of readBy(`marts/${mart}.sql`)) await cp(join(sql, file), join(narrow, file));
  return narrow;
}

/** The file and all that it reads. */
function readBy(file: string): ReadonlySet<string> {
  const found = new Set([file]);
  // A set that grows while it is gone through is gone through to its new end.
  for (const one of found) {
    const text = readFileSync(join(sql, one), "utf8");
    for (const [, layer, name] of text.matchAll(
      /\b(staging|geography|dimensions|intermediate|marts)\.(\w+)/g,
    ))
      found.add(`${layer}/${name}.sql`);
  }
  return found;
}
