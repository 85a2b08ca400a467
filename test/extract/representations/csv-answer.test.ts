// CSV answers: every dialect recognised from the answer itself, and the bodies that are never accepted.
import { describe, expect, it } from "vitest";
import { announced, land } from "./landing-bodies.ts";

const body = 'ar;takstkode;navn;sum\r\n2023;2ad;"Øst; ""vest""\nog nord";12,50\r\n2024;H1;;7\r\n';
const rows = [
  { ar: "2023", takstkode: "2ad", navn: 'Øst; "vest"\nog nord', sum: "12,50" },
  { ar: "2024", takstkode: "H1", sum: "7" },
];

describe("a CSV answer", () => {
  it("gives its rows as text and says how it was written", async () => {
    const found = await land("csv", body, { ...announced, "content-type": "text/csv" });
    expect(found.rows).toEqual(rows);
    expect(found.landed.notation).toEqual({
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
      const { rows: found, landed } = await land("csv", text);
      expect(found).toEqual([{ ar: "2023", takstkode: "2ad", sum: `12${decimal}5` }]);
      expect(landed.notation).toMatchObject({ delimiter, decimal, line_end: end, byte_order_mark: true });
      expect(landed.notation).toMatchObject({ columns: { År: "ar", Takstkode: "takstkode", sum: "sum" } });
    },
  );

  it("in cp1252 is read as that, whatever its head says", async () => {
    const text = Buffer.from("\xc5r;takstkode;navn\r\n2023;1;Bl\xe5 \x96 gr\xf8nn\r\n", "latin1");
    const { rows: found, landed } = await land("csv", text, {
      ...announced,
      "content-type": "text/csv;charset=UTF-8",
    });
    expect(found).toEqual([{ ar: "2023", takstkode: "1", navn: "Blå – grønn" }]);
    expect(landed.notation).toMatchObject({ encoding: "windows-1252" });
  });

  it("keeps a column nobody knows, as a field of the name it has", async () => {
    const { rows: found } = await land("csv", "ar;Helt nytt;\r\n1;x;\r\n2;;y\r\n");
    expect(found).toEqual([
      { ar: "1", "Helt nytt": "x" },
      { ar: "2", "column 3": "y" },
    ]);
  });

  it("with only its header has no rows", async () => {
    expect((await land("csv", "ar;takstkode\r\n")).landed.rows).toBe(0);
  });
});

describe("a CSV answer is never accepted", () => {
  it("cut after any of its bytes, but for whole lines, where only the transport can tell", async () => {
    const bytes = Buffer.from(body);
    const lineEnds = ["ar;takstkode;navn;sum\r\n", body.slice(0, body.indexOf("2024")), body].map((text) =>
      Buffer.byteLength(text),
    );
    for (let end = 0; end < bytes.length; end++) {
      if (lineEnds.includes(end)) continue;
      await expect(land("csv", bytes.subarray(0, end)), `cut after ${end} bytes`).rejects.toThrow();
    }
  });

  it("when the server did not say where it ends", async () => {
    await expect(land("csv", body, {})).rejects.toThrow("cannot be known to be whole");
  });

  it.each([
    ["empty", "", "is empty"],
    [
      "with a page instead",
      "<html>\n<title>Logg\n inn</title>\n</html>\n",
      'is an HTML page, not CSV, titled "Logg inn"',
    ],
    ["with an error instead", '{"status":500,"message":"feil"}\n', "has no column the registry knows"],
    [
      "with a line that has a cell more",
      "ar;navn\n1;2;3\n",
      "is no table: row 1 has 3 cells and the header 2",
    ],
    ["with a quote within a cell", 'ar;navn\n1;a"b"\n', "is not CSV"],
    ["with two columns for a field", "ar;År\n1;2\n", "two columns for ar: ar and År"],
    ["with two decimal marks", "ar;sum\n1;2,5\n2;2.5\n", "both with a decimal comma and a point"],
    ["in two encodings", Buffer.from("ar;navn\n1;\xe5\n2;\xc3\xb8\n", "latin1"), "neither UTF-8 nor cp1252"],
  ])("%s", async (_, text, message) => {
    await expect(land("csv", text)).rejects.toThrow(message);
  });
});
