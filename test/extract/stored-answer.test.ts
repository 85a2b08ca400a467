// Bodies on their way to disk: accepted whole, never in part.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openAnswerWriter } from "../../src/extract/json-answer.ts";
import { outputErrorOf } from "../../src/platform/file-errors.ts";
import { endpoint } from "../representations/stored-bodies.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const yearly = { ...endpoint, period: "ar" } as const;
const body = Buffer.from(
  '{"antall":3,"takstbruk":[{"ar":"2023","takstkode":"2ad"},{"ar":"2023","navn":"Øst \\"x\\" {[,"},{"ar":"2024","sum":1.5}]}\n',
);

/** Rows no compressing makes small, in pieces. */
const longBody = ['{"takstbruk":[', ...hashes(40_000).map((sha256) => `{"navn":"${sha256}"},`), "{}]}"].map(
  (text) => Buffer.from(text),
);

async function store(bytes: Buffer, encoding: string | undefined) {
  const file = join(await temporaryFolder(), "answer");
  const writer = openAnswerWriter(file, { encoding, endpoint });
  // The reader may change what it is given.
  writer.input.end(Buffer.from(bytes));
  return { file, stored: await writer.stored };
}

describe("openAnswerWriter()", () => {
  it("keeps a whole body, plain or gzip, and tells bytes and SHA-256 of body and file", async () => {
    const plain = await store(body, undefined);
    const compressed = await store(gzipSync(body), "gzip");
    expect(plain.stored).toMatchObject({ rows: 3, body: { bytes: body.length } });
    expect(compressed.stored).toEqual(plain.stored);
    expect(gunzipSync(readFileSync(plain.file)).toString().split("\n")).toHaveLength(4);
  });

  it("never accepts a plain body cut after any of its bytes", async () => {
    // The line break after the last bracket says nothing.
    for (let end = 0; end < body.length - 1; end++) {
      await expect(store(body.subarray(0, end), undefined), `cut after ${end} bytes`).rejects.toThrow();
    }
  });

  it("never accepts a gzip body cut after any of its bytes", async () => {
    const compressed = gzipSync(body);
    for (let end = 0; end < compressed.length; end++) {
      await expect(store(compressed.subarray(0, end), "gzip"), `cut after ${end} bytes`).rejects.toThrow();
    }
  });

  it("keeps rows of a period as lines of values, in files of any size, and tells what is there", async () => {
    const rows = Array.from({ length: 30_000 }, (_, row) => `{"ar":"2023","takstkode":"${row}"}`);
    const file = join(await temporaryFolder(), "answer");
    const writer = openAnswerWriter(file, { endpoint: yearly });
    writer.input.end(Buffer.from(`[${rows.join(",")}]`));
    const stored = await writer.stored;
    const kept = readFileSync(file);
    const sha256 = createHash("sha256").update(kept).digest("hex");
    expect(stored).toMatchObject({ rows: 30_000, file: { bytes: kept.length, sha256 } });
    expect(kept.toString().split("\n")).toHaveLength(30_002);
  });

  it.skipIf(!existsSync("/dev/full")).each([
    ["a short answer, of lines of values", yearly, [body]],
    ["a short answer, of compressed rows", endpoint, [body]],
    ["the middle of a long answer, of lines of values", yearly, longBody],
    ["the middle of a long answer, of compressed rows", endpoint, longBody],
  ])("says that the disk is full, in %s", async (_, of, pieces) => {
    const writer = openAnswerWriter("/dev/full", { endpoint: of });
    writer.input.on("error", () => undefined);
    for (const piece of pieces) writer.input.write(Buffer.from(piece));
    writer.input.end();
    const failure = await writer.stored.catch((error: unknown) => error);
    expect(outputErrorOf(failure)?.message).toBe("Cannot write /dev/full: the disk is full (ENOSPC)");
  });

  it("gives up an answer whose connection is lost, whatever was written of it", async () => {
    const writer = openAnswerWriter(join(await temporaryFolder(), "answer"), { endpoint: yearly });
    writer.input.write(Buffer.from(body.subarray(0, 80)));
    writer.input.destroy(new Error("reset"));
    await expect(writer.stored).rejects.toThrow("reset");
  });

  it("rejects an encoding it did not ask for", () => {
    expect(() => openAnswerWriter("/nowhere", { encoding: "br", endpoint })).toThrow(
      'has an unknown content encoding (expected gzip or none; found "br")',
    );
  });
});

function hashes(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => createHash("sha256").update(String(at)).digest("hex"));
}
