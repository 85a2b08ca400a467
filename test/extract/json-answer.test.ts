// Answers read while they stream: the rows they give, and the ones that are never accepted.
import { describe, expect, it } from "vitest";
import { JsonAnswer } from "../../src/extract/json-answer.ts";
import { RowLines } from "../../src/extract/rows-file.ts";
import { endpoint } from "../representations/stored-bodies.ts";

/** Reads a body in pieces of `size` bytes. */
function read(body: string | Buffer, size = 7) {
  const bytes = Buffer.from(body);
  const lines = new RowLines();
  const reader = new JsonAnswer({ endpoint }, lines);
  for (let at = 0; at < bytes.length; at += size) reader.read(bytes.subarray(at, at + size));
  const answer = reader.end();
  const written = lines.take().toString("utf8");
  expect(written === "" || written.endsWith("\n")).toBe(true);
  return { ...answer, lines: written.slice(0, -1) };
}

const body =
  '{"antall":2,"takstbruk":[{"ar":"2023","sum_refusjon":301185.0},{"ar":"2023","navn":"Øst, \\"x\\""}]}';

describe("JsonAnswer", () => {
  it("gives one row a line, each exactly as the API wrote it", () => {
    const answer = read(body);
    expect(answer.lines).toBe('{"ar":"2023","sum_refusjon":301185.0}\n{"ar":"2023","navn":"Øst, \\"x\\""}');
    expect(answer.rows).toBe(2);
    expect(answer.envelope).toEqual({ head: '{"antall":2,"takstbruk":[', tail: "]}", list: "takstbruk" });
  });

  it("gives the same whatever pieces the body comes in", () => {
    const whole = read(body, 1000);
    for (let size = 1; size < body.length; size++) expect(read(body, size)).toEqual(whole);
  });

  it("gives the same when a row is longer than what completes it", () => {
    const long = `[{"a":"${"x".repeat(9000)}"},{"b":1},{"a":"${"y".repeat(3000)}","c":123456789012345678}]`;
    const whole = read(long, 100_000);
    expect(whole.lines).toContain('"c":"123456789012345678"');
    for (const size of [100, 1000, 2500, 8999, 9010, 11_000]) expect(read(long, size)).toEqual(whole);
  });

  it("counts every field of every row, and how it was written", () => {
    const { fields } = read('[{"a":1,"b":null},{"b":"x","a":"1"},{"a":[],"c":{"d":true}}]');
    expect(fields).toEqual({
      a: { rows: 3, nulls: 0, kinds: ["string", "number", "array"] },
      b: { rows: 2, nulls: 1, kinds: ["string", "null"] },
      c: { rows: 1, nulls: 0, kinds: ["object"] },
    });
  });

  it("makes one line of a row written over several", () => {
    expect(read('{\n "x": [\r\n  {\n\t"a": [1,\n2],\n "b": "c" } ,\n {}\n ]\n}\n').lines).toMatch(
      /^\{ +"a": \[1, 2\], {2}"b": "c" \}\n\{\}$/,
    );
  });

  it("hands on numbers that a double cannot hold as text", () => {
    expect(read('[{"a":1234567890123456.78,"b":[99999999999999.99],"c":123.45}]').lines).toBe(
      '{"a":"1234567890123456.78","b":["99999999999999.99"],"c":123.45}',
    );
  });

  it("reads a bare list, a byte order mark, texts with brackets before the list, and properties after it", () => {
    expect(read('[{"a":1}]').envelope.list).toBeNull();
    expect(read('\ufeff{"note":"[{","rows":[{"a":1}],"antall":1}').rows).toBe(1);
  });

  it.each([
    ['{"advarsler":[],"takstbruk":[{"a":1}]}', { advarsler: "[]" }],
    ['{"advarsler":["x",{"b":[2]}],"takstbruk":[{"a":1}],"antall":1}', { advarsler: '["x",{"b":[2]}]' }],
    ['{"takstbruk":[{"a":1}],"advarsler":[{"kode":"[{"}]}', { advarsler: '[{"kode":"[{"}]' }],
    ['{"advarsler":[[]],"\\u0074akstbruk":[{"a":1}],"feil":[]}', { advarsler: "[[]]", feil: "[]" }],
    ['{"meta":{"takstbruk":[{"b":1}]},"takstbruk":[{"a":1}]}', { meta: '{"takstbruk":[{"b":1}]}' }],
    [
      '{"side":1,"sider":1,"totaltAntall":1,"neste":null,"last":true,"rader":[{"a":1}]}',
      { side: "1", sider: "1", totaltAntall: "1", last: "true" },
    ],
  ])("reads the list the registry knows, or the only one, and notes the rest: %s", (text, others) => {
    for (const size of [1, 9, 500]) {
      const { rows, lines, envelope } = read(text, size);
      expect([rows, lines, envelope.others]).toEqual([1, '{"a":1}', others]);
    }
  });

  it("reads the list the registry knows after another that is long, and a long one with another name", () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => `{"a":${at},"b":"x"}`);
    const [some, long] = [rows.slice(0, 40_000).join(","), rows.join(",")];
    expect(read(`{"advarsler":[${some}],"takstbruk":[{"a":1}]}`, 65_536).rows).toBe(1);
    expect(read(`{"rader":[${long}]}`, 65_536)).toMatchObject({ rows: 60_000, envelope: { list: "rader" } });
    expect(() => read(`{"rader":[${long}],"takstbruk":[{"a":1}]}`, 65_536)).toThrow(
      'more than one list (found "rader, takstbruk")',
    );
  });

  it("takes antall 0 without a list, an empty object and an empty list for no rows", () => {
    for (const empty of ['{"antall":0}', "{}", "[]", '{"antall":0,"takstbruk":[]}']) {
      expect(read(empty).rows).toBe(0);
    }
  });

  it("keeps what stands beside the list for the account of drift", () => {
    expect(read('{"antall":1,"a":[{}],"kilde":"KUHR"}').envelope.others).toEqual({ kilde: '"KUHR"' });
  });

  it("keeps rows of code lists as the API wrote them, white space and line ends of texts too", () => {
    const row = '{"a":" x\\r\\ny\\t","b":[" \\u00e5\\"  z"],"c":{"d":"\\r\\n"},"e":1.50,"f":"x  y"}';
    expect(read(`[${row}]`).lines.trim()).toBe(row);
  });

  it("reads characters written as two escapes, and a backslash before what looks like half of one", () => {
    const text = '[{"a":"\\ud83d\\ude00 \\\\ud83d"}]';
    expect(read(text).lines).toBe(text.slice(1, -1));
  });

  it("reads a key written with escapes as the field it names", () => {
    expect(read('[{"ar":1},{"\\u0061r":2}]').fields).toEqual({
      ar: { rows: 2, nulls: 0, kinds: ["number"] },
    });
  });
});

describe("JsonAnswer never accepts", () => {
  it("a body cut after any of its bytes", () => {
    const bytes = Buffer.from(body);
    for (let end = 0; end < bytes.length; end++) {
      expect(() => read(bytes.subarray(0, end)), `cut after ${end} bytes`).toThrow();
    }
  });

  it.each([
    ["an empty body", "", "is empty"],
    ["a login page", "<!DOCTYPE html><html>", "is an HTML page with"],
    [
      "a page with brackets",
      "<html><title>Logg inn</title><script>a[1]</script>",
      'with a title (expected JSON; found "Logg inn")',
    ],
    ["an error object", '{"status":500,"message":"feil"}', "has no list"],
    ["a list of something else", '{"errors":["feil"]}', "expected an object"],
    ["trailing bytes", '{"a":[{}]}x', "not one whole JSON document"],
    ["two documents", "[{}][{}]", "not one whole JSON document"],
    ["two lists", '{"a":[{}],"b":[{}]}', 'more than one list (found "a, b")'],
    [
      "a part of an answer",
      '{"antall":1,"a":[{}],"side":1,"totaltAntall":40,"neste":"/x?side=2"}',
      "has a wrong number of rows (expected totaltAntall 40; found 1)",
    ],
    [
      "two lists, of which neither is known, with rows after",
      '{"a":[],"b":[{}]}',
      'more than one list (found "a, b")',
    ],
    [
      "the same list twice",
      '{"takstbruk":[{"a":1}],"takstbruk":[{"a":2}]}',
      'has the member "takstbruk" twice',
    ],
    ["an empty list of another name", '{"advarsler":[]}', 'is not known to mean "no rows"'],
    [
      "a first part of two",
      '{"takstbruk":[{}],"side":1,"totaltAntall":2,"neste":"/x?side=2"}',
      "has a wrong number of rows (expected totaltAntall 2; found 1)",
    ],
    [
      "a link to more",
      '{"takstbruk":[{}],"side":1,"neste":"/x?side=2"}',
      'although no parts were requested (found neste "/x?side=2"',
    ],
    [
      "a page of a Spring server",
      '{"content":[{}],"totalElements":500,"last":false}',
      "has a wrong number of rows (expected totalElements 500; found 1)",
    ],
    [
      "a page that is not the last",
      '{"content":[{}],"last":false}',
      'although no parts were requested (found last "false")',
    ],
    ["half a character in a text", '[{"a":"\\ud83d"}]', "has the forbidden character U+D83D"],
    [
      "half a character before a whole one",
      '[{"a":"\\ud83d\\ud83d\\ude00"}]',
      "has the forbidden character U+D83D",
    ],
    ["the second half of a character", '[{"a":["\\ude00"]}]', "has the forbidden character U+DE00"],
    [
      "half a character in a key of a nested object",
      '[{"a":{"\\uD83D":1}}]',
      "has the forbidden character U+D83D",
    ],
    ["half a character in a key", '[{"\\ud83dx":1}]', "has the forbidden character U+D83D"],
    [
      "brackets in endless number",
      `[{"a":${"[".repeat(100_000)}`,
      "nests lists and objects too deep (expected at most 100 levels)",
    ],
    [
      "brackets in endless number before its list",
      '{"a":'.repeat(100_000),
      "too deep (expected at most 100 levels)",
    ],
    [
      "keys in endless number",
      `[{${Array.from({ length: 100_000 }, (_, at) => `"k${at}":1`).join(",")}}]`,
      "has too many fields in its rows (expected at most 1000)",
    ],
    ["a wrong antall", '{"antall":2,"a":[{}]}', "has a wrong number of rows (expected antall 2; found 1)"],
    ["a key twice in a row", '[{"a":1,"b":2,"a":3}]', 'has the key "a" twice in row 1'],
    ["a comma at the end of the list", '[{"a":1},]', "expected an object"],
    ["a row without a comma before it", "[{}{}]", "expected a comma or the end of the list"],
    ["a value that is none", '[{"a":x}]', "a value"],
    ["brackets that do not match", '[{"a":[1}]}]', "brackets that match"],
    ["an escape that is none", '[{"a":"\\x"}]', "an escape"],
    ["half an escape", '[{"a":"\\u00g0"}]', "an escape"],
    ["a number with two points", '[{"a":1.2.3}]', "a comma or the end of the row"],
    ["a number led by a zero", '[{"a":007}]', "a number"],
    ["a number without digits", '[{"a":-}]', "a number"],
    ["a nested list with a colon", '[{"a":["x":1]}]', "a list or an object"],
    ["a nested object without one", '[{"a":{"x",1}}]', "a colon after the key"],
    ["a line break in a text", '[{"a":"x\ny"}]', "no control character"],
    ["a text as the answer", '"hello"', "expected an object or a list"],
  ])("%s", (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it.each([
    ["half a character", '"\\ud83d"', "U+D83D"],
    ["NUL", '"a\\u0000"', "U+0000"],
    ["a control character", '"\\b"', "U+0008"],
    ["a non-character", '"\\uffff"', "U+FFFF"],
    ["a non-character without an escape", '"a\uffff"', "U+FFFF"],
    ["a byte order mark", '"\ufeff2ad"', "U+FEFF"],
  ])("%s in any field, known, unknown or nested", (_, text, code) => {
    for (const value of [text, `[${text}]`, `{"a":[{"b":${text}}]}`])
      expect(() => read(`[{"a":${value}}]`), value).toThrow(`has the forbidden character ${code}`);
  });

  it("bytes that are not UTF-8", () => {
    const latin1 = Buffer.from('[{"a":"bl\u00e5"}]', "latin1");
    expect(() => read(latin1)).toThrow("is not UTF-8");
  });
});
