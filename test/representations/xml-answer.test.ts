// XML answers: rows found whatever elements are called, and the documents that are never accepted.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { acceptedPlaces, storeBody } from "./stored-bodies.ts";

const body =
  '<?xml version="1.0" encoding="UTF-8"?><svar><antall>2</antall>' +
  "<rad><ar>2023</ar><takstkode>2ad</takstkode><sum>12.50</sum></rad>" +
  "<rad><ar>2024</ar><takstkode>H1</takstkode><navn>Øst &amp; vest &lt;1&gt;</navn></rad></svar>";

describe("an XML answer", () => {
  it("gives its rows as text, keeps the body as it came, and says how it was written", async () => {
    const { stored, rows, files } = await storeBody("xml", body);
    expect(rows).toEqual([
      { ar: "2023", takstkode: "2ad", sum: "12.50" },
      { ar: "2024", takstkode: "H1", navn: "Øst & vest <1>" },
    ]);
    expect(stored.notation).toMatchObject({ encoding: "utf-8", root: "svar", row: "rad" });
    expect(stored.fields.navn).toEqual({ rows: 1, nulls: 0, kinds: ["string"] });
    expect(gunzipSync(readFileSync(files.original)).toString("utf8")).toBe(body);
    expect(stored.original?.ending).toBe("xml.gz");
  });

  it.each([
    ["a wrapper around them", "<svar><antall>1</antall><rader><rad><ar>1</ar></rad></rader></svar>"],
    [
      "prefixes and types of elements",
      '<n:svar xmlns:n="urn:x" a="b"><n:rad xsi:type="y"><n:ar>1</n:ar></n:rad></n:svar>',
    ],
    ["a count after them", "<List><item><ar>1</ar></item><antall>1</antall></List>"],
    ["white space around them", "<List>\r\n  <item>\r\n    <ar>1</ar>\r\n  </item>\r\n</List>\r\n"],
    ["a row called like a field", "<takstkoder><takstkode><ar>1</ar></takstkode></takstkoder>"],
    ["fields nobody knows first", "<List><item><nytt/><ar>1</ar></item></List>"],
    ["text in CDATA", "<List><item><ar><![CDATA[1]]></ar></item></List>"],
  ])("is read with %s", async (_, text) => {
    expect((await storeBody("xml", text)).rows).toEqual([{ ar: "1" }]);
  });

  it("gives nested elements as a list, one or many, in a wrapper or not", async () => {
    const row = (inner: string) => `<r><i><ar>1</ar>${inner}</i></r>`;
    const sats = (n: number) => `<fradato>${n}</fradato>`;
    const one = { ar: "1", satser: [{ fradato: "1" }] };
    const two = { ar: "1", satser: [{ fradato: "1" }, { fradato: "2" }] };
    for (const [inner, expected] of [
      [`<satser>${sats(1)}</satser>`, one],
      [`<satser><sats>${sats(1)}</sats></satser>`, one],
      [`<satser>${sats(1)}</satser><satser>${sats(2)}</satser>`, two],
      [`<satser><sats>${sats(1)}</sats><sats>${sats(2)}</sats></satser>`, two],
    ] as const) {
      expect((await storeBody("xml", row(inner))).rows).toEqual([expected]);
    }
  });

  it("takes an empty element for a field that does not apply, and a repeated one for a list", async () => {
    const { rows } = await storeBody(
      "xml",
      "<r><i><ar>1</ar><navn/><satser> </satser><k>a</k><k>b</k></i></r>",
    );
    expect(rows).toEqual([{ ar: "1", k: ["a", "b"] }]);
  });

  it("keeps the first rows too when only a later one has a known field", async () => {
    const { rows } = await storeBody(
      "xml",
      "<r><i><nytt>a</nytt></i><i><nytt>b</nytt><ar>1</ar></i><i/></r>",
    );
    expect(rows).toEqual([{ nytt: "a" }, { nytt: "b", ar: "1" }, {}]);
  });

  it("keeps what stands beside its rows for the account of drift", async () => {
    const { stored, rows } = await storeBody(
      "xml",
      '<r antall="1" kilde="KUHR"><i><ar>1</ar></i><side>1</side></r>',
    );
    expect(rows).toEqual([{ ar: "1" }]);
    expect(stored.envelope.others).toEqual({ kilde: '"KUHR"', side: '"1"' });
  });

  it("takes an attribute that says nil for no value, under whatever prefix", async () => {
    const text = '<r xmlns:i="urn:x"><d><ar>1</ar><navn i:nil="true"/></d></r>';
    expect((await storeBody("xml", text)).rows).toEqual([{ ar: "1" }]);
  });

  it.each(["<svar/>", "<svar><antall>0</antall></svar>", "<svar><antall>0</antall><rad/></svar>"])(
    "has no rows as %s",
    async (text) => {
      expect((await storeBody("xml", text)).stored.rows).toBe(0);
    },
  );

  it("has no white space around its texts, known, unknown, nested or listed, but keeps lines within", async () => {
    const text =
      "<r>\n <i>\n  <ar>\n   2023\n  </ar><nytt>\t to\r\n linjer&#13;her </nytt>" +
      "<satser><fradato>\n 1 </fradato></satser><k> a </k><k>\nb</k></i></r>";
    expect((await storeBody("xml", text)).rows).toEqual([
      { ar: "2023", nytt: "to\n linjer\nher", satser: [{ fradato: "1" }], k: ["a", "b"] },
    ]);
  });

  it("keeps an object without a field in a nested list", async () => {
    const { rows } = await storeBody(
      "xml",
      "<r><i><ar>1</ar><satser><sats><fradato>1</fradato></sats><sats/></satser></i></r>",
    );
    expect(rows).toEqual([{ ar: "1", satser: [{ fradato: "1" }, {}] }]);
  });

  it("declared ISO-8859-1 but UTF-8 from first to last is read as UTF-8, as CSV is", async () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><r><i><ar>Blå – grønn</ar></i></r>';
    const { rows, stored } = await storeBody("xml", text);
    expect(rows).toEqual([{ ar: "Blå – grønn" }]);
    expect(stored.notation).toMatchObject({ encoding: "utf-8" });
  });

  it("declared ISO-8859-1 is read as the cp1252 it holds", async () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><r><i><ar>Bl\xe5 \x96 gr\xf8nn</ar></i></r>';
    const { rows, stored } = await storeBody("xml", Buffer.from(text, "latin1"));
    expect(rows).toEqual([{ ar: "Blå – grønn" }]);
    expect(stored.notation).toMatchObject({ encoding: "windows-1252" });
  });
});

describe("an XML answer is never accepted", () => {
  it("cut after any of its bytes", async () => {
    const bytes = Buffer.from(body);
    const accepted = await acceptedPlaces([...bytes.keys()], (end) =>
      storeBody("xml", bytes.subarray(0, end)),
    );
    expect(accepted).toEqual([]);
  });

  const lol = '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><r><i><ar>&b;</ar></i></r>';
  it.each([
    ["with entities of its own", lol, "has a DOCTYPE"],
    ["with an entity nobody declared", "<r><i><ar>&nbsp;</ar></i></r>", "not well-formed"],
    ["nested without end", "<r>".repeat(40), "nests elements too deep"],
    [
      "that is a page",
      "<!doctype html><html><head><title>Logg inn</title>",
      'is an HTML page with a title (expected XML; found "Logg inn")',
    ],
    ["that is an error", "<feil><status>500</status></feil>", "has no row with a known field (found status"],
    ["in UTF-16", Buffer.from("\ufeff<r/>", "utf16le"), "has an unknown encoding"],
    ["with half a character", "<r><i><ar>&#xD83D;</ar></i></r>", "is not well-formed XML"],
    ["with NUL", "<r><i><ar>1</ar><nytt>&#0;</nytt></i></r>", "is not well-formed XML"],
    ["with NUL as a byte", "<r><i><ar>1</ar><nytt>\u0000</nytt></i></r>", "U+0000"],
    ["with a control character", "<r><i><ar>1</ar><k>a</k><k>\u0007</k></i></r>", "U+0007"],
    ["with a non-character", "<r><i><ar>1</ar><satser><a>\uffff</a></satser></i></r>", "U+FFFF"],
    ["with a byte order mark within", "<r><i><ar>\ufeff1</ar></i></r>", "U+FEFF"],
    ["with several empty rows", "<r><rad/><rad/></r>", "has several elements rad without any field"],
    ["that is JSON", '{"antall":0}', "not well-formed"],
    [
      "with another antall than rows",
      "<r><antall>2</antall><i><ar>1</ar></i></r>",
      '(expected antall "2"; found 1)',
    ],
    [
      "with another antall as an attribute",
      '<r antall="3"><i><ar>1</ar></i></r>',
      '(expected antall "3"; found 1)',
    ],
    [
      "with a link to a next part",
      "<r><i><ar>1</ar></i><neste>/x?side=2</neste></r>",
      'one part of several, although no parts were requested (found neste "/x?side=2"',
    ],
    [
      "with more rows in all than it holds",
      '<r totaltAntall="40"><i><ar>1</ar></i><side>1</side></r>',
      'has a wrong number of rows (expected totaltAntall "40"; found 1)',
    ],
    ["with two lists", "<r><a><i><ar>1</ar></i></a><b><i><ar>2</ar></i></b></r>", "that are not rows"],
    ["with something else among its rows", "<r><i><ar>1</ar></i><x><ar>2</ar></x></r>", "that are not rows"],
    ["with data in attributes", '<r><i ar="1"><ar>1</ar></i></r>', "attribute ar on i"],
    ["with text among elements", "<r><i>x<ar>1</ar></i></r>", "text between the elements of i"],
    ["with two roots", "<r><i><ar>1</ar></i></r><r/>", "not well-formed"],
    [
      "in an encoding nobody mentioned",
      '<?xml version="1.0" encoding="UTF-16"?><r/>',
      "declares an unknown encoding",
    ],
    ["not in the encoding it says", Buffer.from("<r><i><ar>\xe5</ar></i></r>", "latin1"), "is not UTF-8"],
  ])("%s", async (_, text, message) => {
    await expect(storeBody("xml", text)).rejects.toThrow(message);
  });
});
