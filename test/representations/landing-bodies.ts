// Bodies of other representations landed as extraction lands them: kept, read, proven.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Endpoint } from "../../src/domain/endpoint.ts";
import type { OtherRepresentation } from "../../src/domain/representation.ts";
import { openOriginal } from "../../src/representations/land-original.ts";
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

/** Lands a body; gives what was landed, the rows as objects, and the files. */
export async function land(
  representation: OtherRepresentation,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = announced,
) {
  const folder = await temporaryFolder();
  const files = { rows: join(folder, "rows"), original: join(folder, "original") };
  const landing = openOriginal({ ...files, endpoint, representation, headers });
  landing.input.end(Buffer.from(body));
  const landed = await landing.landed;
  const lines = gunzipSync(readFileSync(files.rows)).toString("utf8").split("\n").slice(0, -1);
  return { landed, files, lines, rows: lines.map((line): unknown => JSON.parse(line)) };
}
