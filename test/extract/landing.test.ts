// Bodies on their way to disk: accepted whole, never in part.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openLanding } from "../../src/extract/landing.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { endpoint } from "./representations/landing-bodies.ts";

const body = Buffer.from(
  '{"antall":3,"takstbruk":[{"ar":"2023","takstkode":"2ad"},{"ar":"2023","navn":"Øst \\"x\\" {[,"},{"ar":"2024","sum":1.5}]}\n',
);

async function land(bytes: Buffer, encoding: string | undefined) {
  const file = join(await temporaryFolder(), "answer");
  const landing = openLanding(file, { encoding, endpoint });
  // The reader may change what it is given.
  landing.input.end(Buffer.from(bytes));
  return { file, landed: await landing.landed };
}

describe("openLanding()", () => {
  it("keeps a whole body, plain or gzip, and tells bytes and SHA-256 of body and file", async () => {
    const plain = await land(body, undefined);
    const packed = await land(gzipSync(body), "gzip");
    expect(plain.landed).toMatchObject({ rows: 3, body: { bytes: body.length } });
    expect(packed.landed).toEqual(plain.landed);
    expect(gunzipSync(readFileSync(plain.file)).toString().split("\n")).toHaveLength(4);
  });

  it("never accepts a plain body cut after any of its bytes", async () => {
    // The line break after the last bracket says nothing.
    for (let end = 0; end < body.length - 1; end++) {
      await expect(land(body.subarray(0, end), undefined), `cut after ${end} bytes`).rejects.toThrow();
    }
  });

  it("never accepts a gzip body cut after any of its bytes", async () => {
    const packed = gzipSync(body);
    for (let end = 0; end < packed.length; end++) {
      await expect(land(packed.subarray(0, end), "gzip"), `cut after ${end} bytes`).rejects.toThrow();
    }
  });

  it("refuses an encoding it did not ask for", () => {
    expect(() => openLanding("/nowhere", { encoding: "br", endpoint })).toThrow(
      "comes in the content encoding br, not gzip or none",
    );
  });
});
