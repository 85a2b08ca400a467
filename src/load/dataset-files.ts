// The files of one dataset: written into the staged release, read back whole, hashed.
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Build } from "../domain/build.ts";
import type { Dataset } from "../domain/dataset.ts";
import { footerOf } from "../domain/footer.ts";
import type { ManifestFile } from "../domain/manifest.ts";
import type { Report } from "../domain/progress.ts";
import { digestOf } from "../platform/files.ts";
import { type CsvForm, canonicalForm, excelForm, mostExcelRows, packedForm } from "../stores/csv-form.ts";
import { proveCsv, proveParquet } from "../stores/read-back.ts";
import type { StagedRelease } from "../stores/release-store.ts";
import type { Warehouse } from "../stores/warehouse.ts";
import type { Described } from "./describe.ts";
import { placeParquet, writeCsv } from "./export.ts";

/** What may be written of CSV besides or instead of the plain canonical files. */
export interface CsvChoice {
  /** A second file of each dataset that Excel can hold whole. */
  readonly variant?: "excel";
  /** Canonical files of more bytes than this become `.csv.gz`. */
  readonly gzipOver?: number;
}

export interface ExportContext {
  readonly output: string;
  readonly build: Build;
  readonly staged: StagedRelease;
  readonly csv?: CsvChoice;
  readonly report: Report;
}

/** Writes the dataset's files and gives them as the manifest names them. ReleaseError when one does not read back. */
export async function datasetFiles(
  warehouse: Warehouse,
  { dataset, built }: Described,
  { output, build, staged, csv = {}, report }: ExportContext,
): Promise<readonly ManifestFile[]> {
  const { rows } = built;
  const parquet = join(staged.folder, `${dataset.name}.parquet`);
  const footer = footerOf(dataset, { source: build.summary.source, pull: build.pull, scope: build.scope });
  await placeParquet(join(output, "warehouse", "marts", `${dataset.name}.parquet`), parquet);
  await proveParquet(warehouse, parquet, { dataset, rows, footer });
  const from = { dataset, parquet, rows };
  const files = [await fileEntry(parquet, parquetKind, rows), await canonicalFile(warehouse, from, csv)];
  if (csv.variant === undefined) return files;
  if (rows <= mostExcelRows) return [...files, await csvFile(warehouse, from, excelKind)];
  report({ kind: "noted", text: `load: ${dataset.name} has more rows than Excel holds: no variant for it` });
  return files;
}

/** A kind of file: how its name ends, and what the manifest says of it. */
interface FileKind {
  readonly ending: string;
  readonly says: Pick<ManifestFile, "format" | "variant" | "description" | "compression" | "media_type">;
}

interface CsvKind extends FileKind {
  readonly form: CsvForm;
}

const parquetKind: FileKind = {
  ending: ".parquet",
  says: { format: "parquet", media_type: "application/vnd.apache.parquet" },
};
const plainKind: CsvKind = {
  ending: ".csv",
  form: canonicalForm,
  says: { format: "csv", media_type: "text/csv" },
};
const packedKind: CsvKind = {
  ending: ".csv.gz",
  form: packedForm,
  says: { format: "csv", compression: "gzip", media_type: "application/gzip" },
};
const excelDescription = {
  nb:
    "For norsk Excel: BOM, semikolon, CRLF, desimalkomma. En tekst som begynner med =, +, -, @, tabulator eller linjeskift, " +
    "har fått en apostrof foran, slik at Excel ikke leser den som formel. Den kanoniske CSV-filen er uendret.",
  en:
    "For a Norwegian Excel: byte order mark, semicolon, CRLF, decimal comma. A text that begins with =, +, -, @, a tab or a line " +
    "break has an apostrophe in front, so that Excel does not read it as a formula. The canonical CSV file is unchanged.",
};
const excelKind: CsvKind = {
  ending: ".excel.csv",
  form: excelForm,
  says: { format: "csv", variant: "excel", description: excelDescription, media_type: "text/csv" },
};

interface From {
  readonly dataset: Dataset;
  readonly parquet: string;
  readonly rows: number;
}

/** Plain first, since nothing else tells how large it is; packed by DuckDB, whose gzip holds no time and no name. */
async function canonicalFile(
  warehouse: Warehouse,
  from: From,
  { gzipOver }: CsvChoice,
): Promise<ManifestFile> {
  const plain = await csvFile(warehouse, from, plainKind);
  if (gzipOver === undefined || plain.bytes <= gzipOver) return plain;
  await rm(join(dirname(from.parquet), plain.path));
  return await csvFile(warehouse, from, packedKind);
}

async function csvFile(warehouse: Warehouse, from: From, kind: CsvKind): Promise<ManifestFile> {
  const csv = join(dirname(from.parquet), from.dataset.name + kind.ending);
  const written = { ...from, csv, form: kind.form };
  await writeCsv(warehouse, written);
  // Node hashes the file while DuckDB's threads read it back.
  const [entry] = await Promise.all([fileEntry(csv, kind, from.rows), proveCsv(warehouse, written)]);
  return entry;
}

async function fileEntry(path: string, { says }: FileKind, rows: number): Promise<ManifestFile> {
  return { path: basename(path), ...says, ...(await digestOf(path)), rows };
}
