// The quick way through rows like one before: it gives what the thorough way gives, and steps aside where it might not.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JsonAnswer } from "../../src/extract/json-answer.ts";
import { endpoint } from "../representations/landing-bodies.ts";

const usual = `{"ar":"2023","antall":7,"sum":12.50,"navn":"Bærum"}`;
const read = (rows: readonly string[]) => {
  const answer = new JsonAnswer({ endpoint });
  const pieces = answer.read(Buffer.from(`{"takstbruk":[${rows.join(",")}]}`));
  return { lines: Buffer.concat(pieces).toString("utf8").split("\n"), ...answer.end() };
};

function isRead(reading: () => unknown): boolean {
  try {
    reading();
    return true;
  } catch {
    return false;
  }
}

function readInPieces(text: string, size: number): void {
  const answer = new JsonAnswer({ endpoint });
  const body = Buffer.from(text);
  for (let at = 0; at < body.length; at += size) answer.read(Buffer.from(body.subarray(at, at + size)));
  answer.end();
}

describe("rows like one before", () => {
  it("are read as they stand, with their fields and kinds counted", () => {
    const { lines, rows, fields } = read([usual, usual, usual]);
    expect(lines).toEqual([usual, usual, usual]);
    expect(rows).toBe(3);
    expect(fields.sum).toEqual({ rows: 3, nulls: 0, kinds: ["number"] });
    expect(fields.navn).toEqual({ rows: 3, nulls: 0, kinds: ["string"] });
  });

  it("may have another kind of value, which is noted", () => {
    const { fields } = read([usual, usual.replace("7", `"7"`), usual.replace("12.50", "null")]);
    expect(fields.antall).toEqual({ rows: 3, nulls: 0, kinds: ["string", "number"] });
    expect(fields.sum).toEqual({ rows: 3, nulls: 1, kinds: ["number", "null"] });
  });

  it("may be null here and there, and how often is counted for each field", () => {
    const without = usual.replace("12.50", "null");
    const escaped = without.replace("Bærum", "B\\u00e6rum").replace("7", "null");
    const { fields } = read([without, usual, escaped, without, escaped, usual]);
    expect(fields.sum).toEqual({ rows: 6, nulls: 4, kinds: ["number", "null"] });
    expect(fields.antall).toEqual({ rows: 6, nulls: 2, kinds: ["number", "null"] });
    for (let size = 1; size < 120; size++) {
      const answer = new JsonAnswer({ endpoint });
      const body = Buffer.from(`[${[without, usual, escaped, without].join(",")}]`);
      for (let at = 0; at < body.length; at += size) answer.read(Buffer.from(body.subarray(at, at + size)));
      expect(answer.end().fields.sum?.nulls).toBe(3);
    }
  });

  it("may lack a field or have one more, in turns", () => {
    const less = usual.replace(`"antall":7,`, "");
    const more = usual.replace("}", `,"ny":[1]}`);
    const { rows, fields } = read([usual, less, more, usual, less, more]);
    expect(rows).toBe(6);
    expect(fields.antall?.rows).toBe(4);
    expect(fields.ny).toEqual({ rows: 2, nulls: 0, kinds: ["array"] });
  });

  it.each([
    ["a number with a zero before it", "07"],
    ["a number that ends in a point", "7."],
    ["a number that begins with a point", ".7"],
    ["a number with two points", "7.1.1"],
    ["no value", ""],
    ["a line break within a text", `"a\nb"`],
    ["a text with an unknown escape", `"a\\x"`],
    ["a text and something after it", `"a"b`],
  ])("are refused with %s as the first row would be", (_what, value) => {
    const bad = usual.replace("7", value);
    expect(() => read([bad])).toThrow();
    expect(() => read([usual, bad, usual])).toThrow();
  });

  it.each(["-7", "1.3E8", `"a\\"b"`, `"\\u00e6"`, "true", "0", "0.5", "12345678901234.25"])(
    "may hold %s, which is no plain value",
    (value) => {
      const other = usual.replace("7", value);
      const kept = value.length > 15 ? other.replace(value, `"${value}"`) : other;
      expect(read([usual, other, usual]).lines).toEqual([usual, kept, usual]);
    },
  );

  it("hold what JSON.parse reads as a value, and nothing else, alone or after such a row", () => {
    const some = [
      "-",
      "+",
      ".",
      "e",
      "E",
      "0",
      "1",
      "9",
      "12",
      "true",
      "false",
      "null",
      "nul",
      '"',
      "a",
      " ",
    ];
    const value = fc
      .array(fc.constantFrom(...some), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join(""));
    const agrees = fc.property(value, fc.integer({ min: 1, max: 60 }), (written, size) => {
      const row = usual.replace("7", written);
      const body = `[${[usual, row, usual].join(",")}]`;
      const isJson = isRead(() => JSON.parse(body));
      expect(
        isRead(() => read([row])),
        row,
      ).toBe(isJson);
      expect(
        isRead(() => read([usual, row, usual])),
        row,
      ).toBe(isJson);
      expect(
        isRead(() => readInPieces(body, size)),
        row,
      ).toBe(isJson);
    });
    fc.assert(agrees, { seed: 20_261_129, numRuns: 1_500 });
  });

  it("are found again whatever stands between the tokens", () => {
    const spaced = usual.replaceAll(",", ", ").replaceAll(":", " : ");
    const broken = usual.replaceAll(",", ",\n\t");
    expect(read([spaced, spaced, broken, broken]).fields.ar).toEqual({
      rows: 4,
      nulls: 0,
      kinds: ["string"],
    });
  });

  it("may be cut anywhere by the chunks they come in", () => {
    const body = Buffer.from(`{"takstbruk":[${Array.from({ length: 9 }, () => usual).join(",")}]}`);
    for (let size = 1; size < 200; size++) {
      const answer = new JsonAnswer({ endpoint });
      const pieces: Buffer[] = [];
      for (let at = 0; at < body.length; at += size) {
        pieces.push(
          ...answer.read(Buffer.from(body.subarray(at, at + size))).map((rows) => Buffer.from(rows)),
        );
      }
      expect(answer.end()).toMatchObject({ rows: 9, fields: { ar: { rows: 9 }, navn: { rows: 9 } } });
      expect(Buffer.concat(pieces).toString().split("\n")).toHaveLength(9);
    }
  });
});
