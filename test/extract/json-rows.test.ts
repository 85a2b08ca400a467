// Rows of every shape: the reader accepts what JSON.parse accepts, counts what JSON.parse finds, and keeps each row as it was written.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ContractError } from "../../src/domain/errors.ts";
import { JsonAnswer } from "../../src/extract/json-answer.ts";
import { RowLines } from "../../src/extract/rows-file.ts";
import { endpoint } from "../representations/stored-bodies.ts";

const usual = `{"ar":"2023","antall":7,"sum":12.50,"navn":"Bærum"}`;
const read = (rows: readonly string[]) => {
  const kept = new RowLines();
  const answer = new JsonAnswer({ endpoint }, kept);
  answer.read(Buffer.from(`{"takstbruk":[${rows.join(",")}]}`));
  const lines = kept.take().toString("utf8").split("\n").slice(0, -1);
  return { lines, ...answer.end() };
};

function isRead(reading: () => unknown): boolean {
  try {
    reading();
    return true;
  } catch {
    return false;
  }
}

function readInPieces(text: string, size: number) {
  const kept = new RowLines();
  const answer = new JsonAnswer({ endpoint }, kept);
  const body = Buffer.from(text);
  for (let at = 0; at < body.length; at += size) answer.read(body.subarray(at, at + size));
  return { ...answer.end(), lines: kept.take().toString("utf8").split("\n").slice(0, -1) };
}

/** Pieces that make JSON values and others. */
const piecesOfValues = [
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
      const answer = readInPieces(`[${[without, usual, escaped, without].join(",")}]`, size);
      expect(answer.fields.sum?.nulls).toBe(3);
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
  ])("are rejected with %s as the first row would be", (_what, value) => {
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
    const value = fc
      .array(fc.constantFrom(...piecesOfValues), { minLength: 1, maxLength: 6 })
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
    const body = `{"takstbruk":[${Array.from({ length: 9 }, () => usual).join(",")}]}`;
    for (let size = 1; size < 200; size++) {
      const answer = readInPieces(body, size);
      expect(answer).toMatchObject({ rows: 9, fields: { ar: { rows: 9 }, navn: { rows: 9 } } });
      expect(answer.lines).toEqual(Array.from({ length: 9 }, () => usual));
    }
  });
});

const space = fc.constantFrom("", "", "", " ", "\n\t", "\r\n  ");
const key = fc.constantFrom("ar", "navn", "sum", "a b", "æ", 'x"y', "\\", "a_very_long_name_of_a_field");
const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.constantFrom("-0", "1.50", "1.3E8", "1e-7", "-2.5E+3", "123456789012345678", "99999999999999.99"),
);
const letter = fc.constantFrom(
  "a",
  "ø",
  "😀",
  " ",
  '\\"',
  "\\\\",
  "\\/",
  "\\n",
  "\\t",
  "\\r",
  "\\u00e6",
  "\\ud83d\\ude00",
);
const text = fc.array(letter, { maxLength: 12 }).map((letters) => `"${letters.join("")}"`);
const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(text, number, fc.constantFrom("true", "false", "null")),
    tie("list"),
    tie("object"),
  ),
  list: fc
    .tuple(space, fc.array(tie("value"), { maxLength: 3 }), space)
    .map(([before, items, after]) => `[${before}${items.join(`${after},${before}`)}${after}]`),
  object: fc
    .uniqueArray(fc.tuple(key, tie("value"), space), { maxLength: 3, selector: ([name]) => name })
    .map(written),
}));
const row = fc
  .uniqueArray(fc.tuple(key, value, space), { maxLength: 6, selector: ([name]) => name })
  .map(written);

/** An object of these members, with white space between its tokens. */
function written(members: readonly (readonly [string, string, string])[]): string {
  const parts = members.map(([name, said, gap]) => `${gap}${JSON.stringify(name)}${gap}:${gap}${said}${gap}`);
  return `{${parts.join(",")}}`;
}

/** What JSON.parse finds at the top of these rows. */
function fieldsOf(rows: readonly string[]): Readonly<Record<string, { rows: number; nulls: number }>> {
  const fields: Record<string, { rows: number; nulls: number }> = {};
  for (const json of rows) {
    const parsed: Readonly<Record<string, unknown>> = JSON.parse(json);
    for (const [name, said] of Object.entries(parsed)) {
      const { rows, nulls } = fields[name] ?? { rows: 0, nulls: 0 };
      fields[name] = { rows: rows + 1, nulls: nulls + (said === null ? 1 : 0) };
    }
  }
  return fields;
}

/** The JSON with its long numbers as texts, and spaces for line breaks between its tokens. */
function asKept(json: string): string {
  return json.replaceAll(/"(?:[^"\\]|\\.)*"|[-\d][-+.\deE]*|[\n\r\t]/g, (token) => {
    if (/^[\n\r\t]/.test(token)) return " ";
    return token.length > 15 && !token.startsWith('"') ? `"${token}"` : token;
  });
}

describe("random rows", () => {
  it("are kept and counted as JSON.parse reads them, however they are cut", () => {
    const same = fc.property(
      fc.array(row, { maxLength: 8 }),
      fc.integer({ min: 1, max: 90 }),
      (rows, size) => {
        const answer = readInPieces(`{"takstbruk":[${rows.join(",")}]}`, size);
        expect(answer.rows).toBe(rows.length);
        expect(answer.lines).toEqual(rows.map(asKept));
        const counts = Object.entries(answer.fields).map(([name, { rows, nulls }]) => [
          name,
          { rows, nulls },
        ]);
        expect(Object.fromEntries(counts)).toEqual(fieldsOf(rows));
      },
    );
    fc.assert(same, { seed: 20_261_129, numRuns: 600 });
  });

  it("with one character changed are rejected exactly where JSON.parse rejects them", () => {
    const change = fc.constantFrom(
      "",
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"',
      "0",
      "-",
      ".",
      "e",
      "\\",
      " ",
      "\n",
      "x",
    );
    const places = { at: fc.nat(200), change, size: fc.integer({ min: 1, max: 90 }) };
    const agrees = fc.property(row, row, fc.record(places), (first, second, { at, change, size }) => {
      const where = at % (second.length - 1);
      // The braces around the row stay: what stands outside them is the list's, not the row's.
      const near = `{${second.slice(1, where + 1)}${change}${second.slice(where + 2, -1)}}`;
      const body = `[${first},${near},${first}]`;
      const rejection = refusalOf(() => readInPieces(body, size));
      if (rejection === undefined || !isStricterRule.test(rejection))
        expect(rejection === undefined, `${near} ${rejection}`).toBe(isRead(() => JSON.parse(body)));
    });
    fc.assert(agrees, { seed: 20_261_129, numRuns: 1_500 });
  });
});

/** The rules that are stricter than JSON: each key once, only objects as rows, and no text that XML could not hold. */
const isStricterRule =
  /^has (the key ".*" twice in row|a malformed list .*expected an object|the forbidden character U\+)/s;

function refusalOf(reading: () => unknown): string | undefined {
  try {
    reading();
    return undefined;
  } catch (error) {
    return error instanceof ContractError ? error.message : `not a ContractError: ${error}`;
  }
}
