// Stores bodies in XML, CSV and Excel as extract does.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Endpoint } from "../../src/domain/endpoint.ts";
import type { OtherRepresentation } from "../../src/domain/representation.ts";
import { settleWithin } from "../../src/platform/limiter.ts";
import { openOriginal } from "../../src/representations/store-original.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** Takstbruk in small, and a nested list as nlkkoder have one. */
export const endpoint: Endpoint = {
  name: "takstbruk",
  path: "/takstbruk",
  envelope: "takstbruk",
  axes: [],
  filters: [],
  labels: { år: "ar", fagområde: "fagomraade" },
  fields: {
    ar: { type: "text", expected: "names the row" },
    takstkode: { type: "text", expected: "names the row" },
    navn: { type: "text", expected: "perhaps" },
    sum: { type: "money", expected: "perhaps" },
    satser: { type: "rows", expected: "perhaps" },
  },
};

export const announced = { "transfer-encoding": "chunked" };

/** Stores a body. Returns its receipt's facts, the rows as objects, and the files. */
export async function storeBody(
  representation: OtherRepresentation,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = announced,
) {
  const folder = await temporaryFolder();
  const files = { rows: join(folder, "rows"), original: join(folder, "original") };
  const writer = openOriginal({ ...files, endpoint, representation, headers });
  writer.input.end(Buffer.from(body));
  const stored = await writer.stored;
  const lines = gunzipSync(readFileSync(files.rows)).toString("utf8").split("\n").slice(0, -1);
  return { stored, files, lines, rows: lines.map((line): unknown => JSON.parse(line)) };
}

/** The places at which a body is accepted although it was changed there. Eight are tried at a time, because each waits for the disk. */
export async function acceptedPlaces(
  places: readonly number[],
  tryAt: (place: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const outcomes = await settleWithin(8, places, tryAt);
  return places.filter((_, at) => outcomes[at]?.status === "fulfilled");
}
