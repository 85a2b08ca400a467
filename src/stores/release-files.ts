// The files of a release: lists them from manifest.json and SHA256SUMS, opens them, and compares their hashes.
import { constants } from "node:fs";
import { type FileHandle, lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { HelserefusjonError, OutputError, ReleaseError } from "../domain/errors.ts";
import {
  isPlainName,
  type Manifest,
  type ManifestDataset,
  manifestPath,
  schemaPath,
  signaturePath,
  sumsPath,
} from "../domain/manifest.ts";
import type { Digest } from "../domain/receipt.ts";
import { digestOfOpen, isMissing } from "../platform/files.ts";

/** A file that a release must have, with its entries in the two lists. */
export interface ListedFile {
  readonly path: string;
  /** Absent for manifest.json, its schema and SHA256SUMS, which the manifest does not name. */
  readonly byManifest?: Digest;
  /** Absent for SHA256SUMS itself, and for files without a line in it. */
  readonly bySums?: string;
}

export interface ListedFiles {
  /** In text order, but manifest.json last. */
  readonly files: readonly ListedFile[];
  /** A sentence for each file that is missing, not a plain file, of another size, or not in both lists. */
  readonly faults: readonly string[];
  /** A sentence for each other entry of the folder. */
  readonly extra: readonly string[];
}

/** Compares the files that a release must have with its folder. Reads only SHA256SUMS. */
async function listedFiles(folder: string, manifest: Manifest): Promise<ListedFiles> {
  const sums = await readSums(folder);
  const named = new Map(filesOf(manifest).map((file) => [file.path, file]));
  const paths = [...named.keys(), schemaPath, sumsPath].sort();
  const files = [...paths, manifestPath].map((path) => {
    const [byManifest, bySums] = [named.get(path), sums.hashes.get(path)];
    return {
      path,
      ...(byManifest === undefined ? {} : { byManifest: digestIn(byManifest) }),
      ...(bySums === undefined ? {} : { bySums }),
    };
  });
  const listed = new Set(files.map(({ path }) => path));
  const entries = await entriesOf(folder);
  const found = (await Promise.all(files.map((file) => entryFaults(folder, file)))).flat();
  return {
    files,
    faults: [...found, ...sums.faults, ...(sums.there ? sumFaults(files, sums.hashes) : [])],
    extra: entries
      .filter(({ name }) => !listed.has(name) && name !== signaturePath)
      .map(({ name, kind }) => extraSentence(name, kind)),
  };
}

export interface HashedFiles extends Omit<ListedFiles, "files"> {
  /** Every listed file that is there, by its path in the order of the list. */
  readonly digests: ReadonlyMap<string, Digest>;
}

/** The same, and hashes every listed file. */
export async function hashedFiles(folder: string, manifest: Manifest): Promise<HashedFiles> {
  const { files, faults, extra } = await listedFiles(folder, manifest);
  const digests = new Map<string, Digest>();
  const altered: string[] = [];
  for (const file of files) {
    if ((await kindAt(join(folder, file.path))) !== "file") continue;
    const digest = await plainDigest(join(folder, file.path));
    if (digest === undefined) continue;
    digests.set(file.path, digest);
    altered.push(...hashFaults(file, digest));
  }
  return { digests, faults: [...faults, ...altered], extra };
}

/** The path of a dataset's Parquet file. Throws a ReleaseError unless it has the hash in the manifest. */
export async function verifiedParquet(
  folder: string,
  { name, files }: Pick<ManifestDataset, "name" | "files">,
): Promise<string> {
  const file = files.find(({ format }) => format === "parquet");
  const path = join(folder, file?.path ?? `${name}.parquet`);
  const found = await plainDigest(path);
  if (file !== undefined && found?.sha256 === file.sha256) return path;
  const hashes = { expected: file?.sha256 ?? "in the manifest", found: found?.sha256 ?? "no file" };
  throw new ReleaseError(
    `Cannot read ${path}: it must have SHA-256 ${hashes.expected}, found ${hashes.found}. Load the pull again, or copy the release again`,
    {
      facts: { file: path, ...hashes },
    },
  );
}

/** Every file a manifest names: data and documents. */
export function filesOf({ datasets, documents }: Pick<Manifest, "datasets" | "documents">) {
  return [...datasets.flatMap((dataset): readonly NamedFile[] => dataset.files), ...documents];
}

type NamedFile = Pick<Manifest["documents"][number], "path" | "bytes" | "sha256" | "media_type">;

/** The SHA-256 of a file by SHA256SUMS; undefined if it has no line for the file, or is missing. */
export async function summedHash(folder: string, path: string): Promise<string | undefined> {
  return (await readSums(folder)).hashes.get(path);
}

/**
 * Opens a file for reading; undefined if there is none. Follows no link and waits for no pipe. Throws a ReleaseError for
 * anything but a plain file that can be read.
 */
export async function openPlain(path: string): Promise<FileHandle | undefined> {
  const kind = await kindAt(path);
  if (kind === undefined) return undefined;
  const cannotRead = (found: string) =>
    new ReleaseError(`Cannot read ${path}: it must be a file, and ${found}. Move it away`, {
      facts: { file: path, found },
    });
  if (kind !== "file") throw cannotRead(`is ${kind}`);
  return await reading(path, async () => {
    // The flags matter if the file was replaced since: opening a link fails, and a pipe does not wait.
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    throw cannotRead("was replaced while it was opened");
  });
}

/** The text of such a file. Throws a ReleaseError if it is larger than `mostBytes`. */
export async function readPlain(path: string, mostBytes: number): Promise<string | undefined> {
  const file = await openPlain(path);
  if (file === undefined) return undefined;
  try {
    const { size } = await file.stat();
    if (size > mostBytes) {
      throw new ReleaseError(
        `Cannot read ${path}: it must have at most ${mostBytes} bytes, and has ${size}. Load the pull again, or copy the release again`,
        {
          facts: { file: path, expected: mostBytes, found: size },
        },
      );
    }
    return await reading(path, () => file.readFile("utf8"));
  } finally {
    await file.close();
  }
}

/** The size and hash of such a file. */
export async function plainDigest(path: string): Promise<Digest | undefined> {
  const file = await openPlain(path);
  if (file === undefined) return undefined;
  try {
    return await reading(path, () => digestOfOpen(file));
  } finally {
    await file.close();
  }
}

/** The sorted names in a folder; none if there is no folder. Throws an OutputError if it cannot be read. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw readFailure(folder, error, OutputError);
  }
}

interface Sums {
  readonly there: boolean;
  readonly hashes: ReadonlyMap<string, string>;
  readonly faults: readonly string[];
}

const mostSumsBytes = 1e6;

async function readSums(folder: string): Promise<Sums> {
  const path = join(folder, sumsPath);
  const there = (await kindAt(path)) === "file";
  const text = there ? ((await readPlain(path, mostSumsBytes)) ?? "") : "";
  const hashes = new Map<string, string>();
  const faults: string[] = [];
  const lines = text.replace(/\n$/, "").split("\n");
  for (const [at, line] of text === "" ? [] : lines.entries()) {
    const [, sha256 = "", name = ""] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (isPlainName(name) && !hashes.has(name)) hashes.set(name, sha256);
    else
      faults.push(
        `${sumsPath} must have a SHA-256 and a new name of a file in line ${at + 1}, found ${shownLine(line)}`,
      );
  }
  return { there, hashes, faults };
}

function shownLine(line: string): string {
  return JSON.stringify(line.length > 100 ? `${line.slice(0, 100)}…` : line);
}

/** Compares the two lists. Entries in neither list are reported as extra. */
function sumFaults(files: readonly ListedFile[], hashes: ReadonlyMap<string, string>): readonly string[] {
  const listed = new Set(files.map(({ path }) => path));
  const unsummed = files.filter(({ path, bySums }) => path !== sumsPath && bySums === undefined);
  return [
    ...unsummed.map(({ path }) => `${path} must be in ${sumsPath}, found no line for it`),
    ...[...hashes.keys()]
      .filter((path) => !listed.has(path) || path === sumsPath)
      .map((path) => `${path} must not be in ${sumsPath}: ${manifestPath} does not name it`),
  ];
}

async function entryFaults(folder: string, { path, byManifest }: ListedFile): Promise<readonly string[]> {
  const entry = await entryAt(join(folder, path));
  if (entry === undefined) return [`${path} is missing`];
  if (entry.kind !== "file") return [`${path} must be a file, found ${entry.kind}`];
  if (byManifest === undefined || byManifest.bytes === entry.bytes) return [];
  return [`${path} must have ${byManifest.bytes} bytes by ${manifestPath}, found ${entry.bytes}`];
}

function hashFaults({ path, byManifest, bySums }: ListedFile, found: Digest): readonly string[] {
  const sentence = (sha256: string, list: string) =>
    `${path} must have SHA-256 ${sha256} by ${list}, found ${found.sha256}`;
  const isOther = byManifest?.bytes === found.bytes && byManifest.sha256 !== found.sha256;
  return [
    ...(isOther ? [sentence(byManifest.sha256, manifestPath)] : []),
    ...(bySums === undefined || bySums === found.sha256 ? [] : [sentence(bySums, sumsPath)]),
  ];
}

function extraSentence(name: string, kind: string): string {
  return `${name} is extra: no list names ${kind === "file" ? "it" : `it, and it is ${kind}`}`;
}

function digestIn({ bytes, sha256 }: Digest): Digest {
  return { bytes, sha256 };
}

async function entriesOf(folder: string) {
  const names = (await reading(folder, () => readdir(folder))).sort();
  const entries = names.map(async (name) => ({ name, kind: (await kindAt(join(folder, name))) ?? "file" }));
  return await Promise.all(entries);
}

async function kindAt(path: string): Promise<string | undefined> {
  return (await entryAt(path))?.kind;
}

/** The entry at a path, without following a link; undefined if there is none. */
async function entryAt(path: string): Promise<{ readonly kind: string; readonly bytes: number } | undefined> {
  try {
    const found = await lstat(path);
    return { kind: kindOf(found), bytes: found.size };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw readFailure(path, error);
  }
}

function kindOf(found: Awaited<ReturnType<typeof lstat>>): string {
  if (found.isFile()) return "file";
  if (found.isSymbolicLink()) return "a symbolic link";
  if (found.isDirectory()) return "a folder";
  if (found.isFIFO()) return "a named pipe";
  return found.isSocket() ? "a socket" : "a device";
}

/** Does work that reads this path. Turns errors of the operating system into a ReleaseError. */
export async function reading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw readFailure(path, error);
  }
}

const meanings: Readonly<Record<string, string>> = {
  EACCES: "this user has no right to read it",
  EPERM: "this user has no right to read it",
  ENOTDIR: "it must be a folder, or lie in one, and a part of the path is a file",
  ELOOP: "the links in the path lead in a circle",
  EISDIR: "it must be a file, and is a folder",
  EIO: "the disk cannot read it",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the path is too long",
  ENOENT: "it is gone",
};

/** An error of the operating system as one of ours with a clear sentence. Other errors stay as they are. */
export function readFailure(
  path: string,
  error: unknown,
  kind: typeof ReleaseError | typeof OutputError = ReleaseError,
): unknown {
  if (error instanceof HelserefusjonError || !(error instanceof Error)) return error;
  if (!("code" in error) || typeof error.code !== "string") return error;
  const meaning = meanings[error.code] ?? error.message;
  return new kind(`Cannot read ${path}: ${meaning} (${error.code})`, {
    cause: error,
    facts: { file: path, code: error.code },
  });
}
