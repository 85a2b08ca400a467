// A checkpoint of a Delta table: the state at one version as a Parquet file, so that older log entries can be removed.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { literal, openWarehouse } from "../stores/warehouse.ts";
import type { Entry } from "./delta-log.ts";

const texts = "MAP(VARCHAR, VARCHAR)";
const file = { path: "VARCHAR", partitionValues: texts, size: "BIGINT", dataChange: "BOOLEAN" };

/** The columns that the protocol requires, one for each kind of action. */
const columns = {
  txn: { appId: "VARCHAR", version: "BIGINT", lastUpdated: "BIGINT" },
  add: { ...file, modificationTime: "BIGINT", stats: "VARCHAR", tags: texts },
  remove: { ...file, deletionTimestamp: "BIGINT", extendedFileMetadata: "BOOLEAN", tags: texts },
  metaData: {
    id: "VARCHAR",
    name: "VARCHAR",
    description: "VARCHAR",
    format: { provider: "VARCHAR", options: texts },
    schemaString: "VARCHAR",
    partitionColumns: ["VARCHAR"],
    configuration: texts,
    createdTime: "BIGINT",
  },
  protocol: {
    minReaderVersion: "INTEGER",
    minWriterVersion: "INTEGER",
    readerFeatures: ["VARCHAR"],
    writerFeatures: ["VARCHAR"],
  },
} as const;

/** The checkpoint of the last of these entries, which begin with the oldest one that is still in the log. */
export async function checkpointBytes(entries: readonly Entry[]): Promise<Buffer> {
  const last = entries.at(-1);
  if (last === undefined) throw new Error("A checkpoint needs an entry");
  const { protocol, metaData, add } = last;
  const removed = new Map(
    entries.flatMap(({ remove }) => (remove === undefined ? [] : [[remove.path, remove]])),
  );
  removed.delete(add.path);
  // An action of a checkpoint changes no data.
  const files = [add, ...removed.values()].map((one) => ({ ...one, dataChange: false }));
  const actions = [
    { protocol },
    { metaData },
    ...files.map((one) => ("stats" in one ? { add: one } : { remove: one })),
  ];
  return await parquetOf(actions);
}

async function parquetOf(actions: readonly object[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), "helserefusjon-checkpoint-"));
  const warehouse = await openWarehouse({ file: ":memory:" });
  try {
    const lines = actions.map((action) => `(${literal(JSON.stringify(action))})`).join(", ");
    const path = join(folder, "checkpoint.parquet");
    await warehouse.run(
      `copy (select unnest(from_json(line, ${literal(JSON.stringify(columns))})) from (values ${lines}) as actions(line))
        to ${literal(path)} (format parquet, compression snappy)`,
    );
    return await readFile(path);
  } finally {
    warehouse.close();
    await rm(folder, { recursive: true });
  }
}
