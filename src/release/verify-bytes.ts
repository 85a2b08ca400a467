// Compares two folders of the same release byte for byte and names the first difference, down to the cell if possible.
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Manifest, ManifestDataset } from "../domain/manifest.ts";
import { parquetRows } from "../stores/read-files.ts";
import { namesIn, plainDigest } from "../stores/release-files.ts";
import { identifier, literal, openWarehouse } from "../stores/warehouse.ts";

export interface Differences {
  /** Every file that differs, is missing or is extra: data first, in the order of the manifest. */
  readonly files: readonly string[];
  /** A sentence about the first difference; undefined if all files are the same. */
  readonly first: string | undefined;
}

interface Folders {
  readonly folder: string;
  readonly rebuilt: string;
}

/** Compares a release's folder with the rebuilt one. */
export async function differences(folders: Folders, manifest: Manifest): Promise<Differences> {
  const data = manifest.datasets.flatMap((dataset) => dataset.files.map(({ path }) => path));
  const parquetFirst = [...data].sort((one, other) => Number(isCsv(one)) - Number(isCsv(other)));
  const others = [...(await namesIn(folders.folder)), ...(await namesIn(folders.rebuilt))].sort();
  const differing: string[] = [];
  for (const path of new Set([...parquetFirst, ...others])) {
    const [one, other] = [
      await plainDigest(join(folders.folder, path)),
      await plainDigest(join(folders.rebuilt, path)),
    ];
    if (one?.sha256 !== other?.sha256) differing.push(path);
  }
  const [first] = differing;
  return {
    files: differing,
    first: first === undefined ? undefined : await differenceIn(first, folders, manifest),
  };
}

function isCsv(path: string): boolean {
  return !path.endsWith(".parquet");
}

async function differenceIn(path: string, folders: Folders, manifest: Manifest): Promise<string> {
  const [one, other] = [join(folders.folder, path), join(folders.rebuilt, path)];
  if ((await plainDigest(one)) === undefined) return `${path} is missing in the release`;
  if ((await plainDigest(other)) === undefined)
    return `${path} is in the release, but not built from the pull`;
  const dataset = manifest.datasets.find(({ files }) => files[0]?.path === path);
  const cell = dataset === undefined ? undefined : await firstCell(dataset, { one, other });
  return `${path} differs ${cell ?? `from byte ${await firstByte(one, other)} on`}`;
}

/** The first cell that differs. Undefined if no cell differs or the file is damaged. */
async function firstCell(
  { columns }: ManifestDataset,
  { one, other }: { readonly one: string; readonly other: string },
): Promise<string | undefined> {
  const warehouse = await openWarehouse({ file: ":memory:" });
  const cells = columns.map(({ name }) => {
    const [old, now] = [`old_rows.${identifier(name)}`, `new_rows.${identifier(name)}`];
    return `if(${old} is distinct from ${now},
      ${literal(`column ${name} holds `)} || coalesce(${old}::varchar, 'NULL') || ', the pull gives ' || coalesce(${now}::varchar, 'NULL'),
      null)`;
  });
  const rows = (path: string) => parquetRows(path, { rowNumbers: true });
  try {
    const [found] = await warehouse.rows(`
      select coalesce(old_rows.file_row_number, new_rows.file_row_number) + 1 as place, case
          when old_rows.file_row_number is null then 'is not in the release'
          when new_rows.file_row_number is null then 'is not given by the pull'
          else coalesce(${cells.join(", ")}) end as what
      from ${rows(one)} as old_rows
      full join ${rows(other)} as new_rows on old_rows.file_row_number = new_rows.file_row_number
      where what is not null order by place limit 1`);
    return found === undefined ? undefined : `in row ${found.place}: ${found.what}`;
  } catch (error) {
    // A damaged file has no rows, so the report names its first differing byte.
    if (error instanceof Error) return undefined;
    throw error;
  } finally {
    warehouse.close();
  }
}

const block = 1 << 20;

/** The offset of the first byte that differs, counted from 0. If one file begins the other, the end of the shorter one. */
async function firstByte(one: string, other: string): Promise<number> {
  const files = [await open(one, "r"), await open(other, "r")] as const;
  try {
    for (let at = 0; ; at += block) {
      const read = async (file: (typeof files)[number]) => {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(block), 0, block, at);
        return buffer.subarray(0, bytesRead);
      };
      const [left, right] = [await read(files[0]), await read(files[1])];
      if (left.equals(right) && left.length === block) continue;
      const differs = left.findIndex((byte, place) => byte !== right[place]);
      return at + (differs === -1 ? left.length : differs);
    }
  } finally {
    for (const file of files) await file.close();
  }
}
