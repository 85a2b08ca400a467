// CSV answers: every dialect recognised from the answer itself, and the bodies that are never accepted.
import { describe, expect, it } from "vitest";
import { CutShortError } from "../../src/extract/answer-error.ts";
import { acceptedPlaces, announced, storeBody } from "./stored-bodies.ts";

const body = 'ar;takstkode;navn;sum\r\n2023;2ad;"Øst; ""vest""\nog nord";12,50\r\n2024;H1;;7\r\n';
const rows = [
  { ar: "2023", takstkode: "2ad", navn: 'Øst; "vest"\nog nord', sum: "12,50" },
  { ar: "2024", takstkode: "H1", sum: "7" },
];

describe("a CSV answer", () => {
  it("gives its rows as text and says how it was written", async () => {
    const found = await storeBody("csv", body, { ...announced, "content-type": "text/csv" });
    expect(found.rows).toEqual(rows);
    expect(found.stored.notation).toEqual({
      representation: "csv",
      media_type: "text/csv",
      encoding: "utf-8",
      byte_order_mark: false,
      delimiter: ";",
      line_end: "\r\n",
      decimal: ",",
      columns: { ar: "ar", takstkode: "takstkode", navn: "navn", sum: "sum" },
    });
  });

  it.each([
    [",", ".", "\n"],
    ["\t", ",", "\r\n"],
    [";", ".", "\n"],
  ])(
    "with the delimiter %j, decimals after %j and lines ending in %j is recognised",
    async (delimiter, decimal, end) => {
      const lines = [
        ["\ufeffÅr", "Takstkode", "sum"],
        ["2023", "2ad", `"12${decimal}5"`],
      ];
      const text = lines.map((cells) => cells.join(delimiter) + end).join("");
      const { rows: found, stored } = await storeBody("csv", text);
      expect(found).toEqual([{ ar: "2023", takstkode: "2ad", sum: `12${decimal}5` }]);
      expect(stored.notation).toMatchObject({ delimiter, decimal, line_end: end, byte_order_mark: true });
      expect(stored.notation).toMatchObject({ columns: { År: "ar", Takstkode: "takstkode", sum: "sum" } });
    },
  );

  it("in cp1252 is read as that, whatever its head says", async () => {
    const text = Buffer.from("\xc5r;takstkode;navn\r\n2023;1;Bl\xe5 \x96 gr\xf8nn\r\n", "latin1");
    const { rows: found, stored } = await storeBody("csv", text, {
      ...announced,
      "content-type": "text/csv;charset=UTF-8",
    });
    expect(found).toEqual([{ ar: "2023", takstkode: "1", navn: "Blå – grønn" }]);
    expect(stored.notation).toMatchObject({ encoding: "windows-1252" });
  });

  it("keeps a column nobody knows, as a field of the name it has", async () => {
    const { rows: found } = await storeBody("csv", "ar;Helt nytt;\r\n1;x;\r\n2;;y\r\n");
    expect(found).toEqual([
      { ar: "1", "Helt nytt": "x" },
      { ar: "2", "column 3": "y" },
    ]);
  });

  it("may have mixed line ends outside quotes, and keeps no sign of them", async () => {
    for (const [header, row] of [
      ["\n", "\r\n"],
      ["\r\n", "\n"],
    ] as const) {
      const text = `takstkode;navn${header}2ad;"a\r\nb"${row}2ae;x${row}2af;${header}`;
      expect((await storeBody("csv", text)).rows).toEqual([
        { takstkode: "2ad", navn: "a\nb" },
        { takstkode: "2ae", navn: "x" },
        { takstkode: "2af" },
      ]);
    }
  });

  it("may begin with Excel's line for the delimiter", async () => {
    for (const first of ["sep=|", '"sep=|"', "\ufeffSEP=|"]) {
      const { rows: found, stored } = await storeBody("csv", `${first}\r\nar|navn\r\n2023|a;b\r\n`);
      expect(found).toEqual([{ ar: "2023", navn: "a;b" }]);
      expect(stored.notation).toMatchObject({ delimiter: "|" });
    }
  });

  it("need not end its last line where its length was announced", async () => {
    const text = "ar;navn\n2023;x\n2024;y";
    const { rows: found } = await storeBody("csv", text, { "content-length": String(text.length) });
    expect(found).toEqual([
      { ar: "2023", navn: "x" },
      { ar: "2024", navn: "y" },
    ]);
    for (const headers of [announced, { "content-length": "x", ...announced }, {}])
      await expect(storeBody("csv", text, headers)).rejects.toThrow(CutShortError);
    const short = "ar;navn\n2023;x\n2024";
    await expect(storeBody("csv", short, { "content-length": String(short.length) })).rejects.toThrow(
      CutShortError,
    );
    const header = "ar;nav";
    await expect(storeBody("csv", header, { "content-length": "6" })).rejects.toThrow(
      "has no whole first line",
    );
  });

  it("keeps an amount under a label nobody knows apart from the amount that is missing", async () => {
    const { rows: found, stored } = await storeBody("csv", "ar;Sum (kr)\n2023;12,50\n");
    expect(found).toEqual([{ ar: "2023", "Sum (kr)": "12,50" }]);
    expect(Object.keys(stored.fields)).not.toContain("sum");
  });

  it("knows a label with another form of its letters, and no label by what objects have", async () => {
    const { rows: found } = await storeBody("csv", "A\u030ar;constructor\n2023;x\n");
    expect(found).toEqual([{ ar: "2023", constructor: "x" }]);
  });

  it("with only its header has no rows", async () => {
    expect((await storeBody("csv", "ar;takstkode\r\n")).stored.rows).toBe(0);
  });
});

describe("a CSV answer is never accepted", () => {
  it("cut after any of its bytes, but for whole lines, where only the transport can tell", async () => {
    const bytes = Buffer.from(body);
    const lineEnds = ["ar;takstkode;navn;sum\r\n", body.slice(0, body.indexOf("2024")), body].map((text) =>
      Buffer.byteLength(text),
    );
    const ends = [...bytes.keys()].filter((end) => !lineEnds.includes(end));
    expect(await acceptedPlaces(ends, (end) => storeBody("csv", bytes.subarray(0, end)))).toEqual([]);
  });

  it("when the server did not say where it ends", async () => {
    await expect(storeBody("csv", body, {})).rejects.toThrow("may not be whole");
  });

  it.each([
    ["empty", "", "is empty"],
    [
      "with a page instead",
      "<html>\n<title>Logg\n inn</title>\n</html>\n",
      'is an HTML page with a title (expected CSV; found "Logg inn")',
    ],
    ["with an error instead", '{"status":500,"message":"feil"}\n', "has no known column"],
    [
      "with a line that has a cell more",
      "ar;navn\n1;2;3\n",
      "has a wrong number of cells in row 1 (expected 2 cells, as in the header; found",
    ],
    ["with a quote within a cell", 'ar;navn\n1;a"b"\n', "is not CSV"],
    [
      "with a title before its header",
      "Takstbruk 2023\n\nar;navn\n1;2\n",
      'in its first line (expected the header, which is in line 3; found "Takstbruk 2023")',
    ],
    ["in UTF-16", Buffer.from("\ufeffar;navn\n", "utf16le"), "has an unknown encoding"],
    ["with NUL", "ar;navn\n1;\u0000\n", "has the forbidden character U+0000"],
    ["with a text after its quotes", 'ar;navn\n1;"a"b\n', "is not CSV"],
    [
      "with a line that has a cell less",
      "ar;navn\n1\n2;3\n",
      "in row 1 (expected 2 cells, as in the header; found",
    ],
    ["with two columns for a field", "ar;År\n1;2\n", 'two columns for one field (found ar "ar, År")'],
    ["with two decimal marks", "ar;sum\n1;2,5\n2;2.5\n", "amounts with different decimal marks"],
    ["in two encodings", Buffer.from("ar;navn\n1;\xe5\n2;\xc3\xb8\n", "latin1"), "mixes UTF-8 and cp1252"],
  ])("%s", async (_, text, message) => {
    await expect(storeBody("csv", text)).rejects.toThrow(message);
  });
});
