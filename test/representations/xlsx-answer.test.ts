// Excel answers: the text of their cells, and the files that are never accepted.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CutShortError } from "../../src/extract/answer-error.ts";
import { acceptedPlaces, storeBody } from "./stored-bodies.ts";
import { type Parts, partsOf, sheetOf, zipped } from "./workbook.ts";

const header = ["År", "takstkode", "sum"];
const rows = [
  { ar: "2023", takstkode: "2ad", sum: "12.5" },
  { ar: "2024", takstkode: "<H1>" },
];
const sheet = sheetOf([header, ["2023", "2ad", "12.5"], ["2024", "<H1>", ""]]);

function sheetXml(...lines: readonly string[]): string {
  return `<worksheet><sheetData>${lines.map((line) => `<row>${line}</row>`).join("")}</sheetData></worksheet>`;
}

const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

function styled(sheets: readonly string[], styles: string): Parts {
  const parts = partsOf(sheets, { "xl/styles.xml": styles });
  const links = (parts["xl/_rels/workbook.xml.rels"] ?? "").replace(
    "</Relationships>",
    '<Relationship Id="st" Type="x/styles" Target="styles.xml"/></Relationships>',
  );
  return { ...parts, "xl/_rels/workbook.xml.rels": links };
}

describe("an Excel answer", () => {
  it("gives its rows as text, keeps the file as it came, and says how it was written", async () => {
    const body = await zipped(partsOf([sheet]));
    const found = await storeBody("xlsx", body);
    expect(found.rows).toEqual(rows);
    expect(found.stored.notation).toMatchObject({ sheets: ["Ark 1"], decimal: ".", columns: { År: "ar" } });
    expect(readFileSync(found.files.original).equals(body)).toBe(true);
    expect(found.stored.original).toEqual({ ending: "xlsx", ...found.stored.body });
  });

  it("reads shared texts, numbers to the last digit, and cells by their place", async () => {
    const strings =
      "<sst><si><t>ar</t></si><si><r><t>2</t></r><r><t>ad</t></r><rPh><t>x</t></rPh></si></sst>";
    const body = sheetXml(
      '<c t="s"><v>0</v></c><c r="B1" t="str"><f>"takst"</f><v>takstkode</v></c><c r="D1" t="inlineStr"><is><t>sum</t></is></c>',
      '<c><v>2023</v></c><c r="B2" t="s"><v>1</v></c><c r="D2"><v>12345678901234567890.12</v></c>',
      '<c r="B3"/>',
    );
    const { rows: found } = await storeBody(
      "xlsx",
      await zipped(partsOf([body], { "xl/sharedStrings.xml": strings })),
    );
    expect(found).toEqual([{ ar: "2023", takstkode: "2ad", sum: "12345678901234567890.12" }]);
  });

  it("reads a number as it is meant: with the zeros it is shown with, without the noise of a double", async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0000"/><numFmt numFmtId="165" formatCode="#,##0.00 &quot;dager&quot;"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>';
    const body = sheetXml(
      cell("ar") + cell("takstkode") + cell("sum") + cell("navn"),
      '<c><v>2023</v></c><c s="1"><v>301</v></c><c s="2"><v>57.600000000000001</v></c><c t="b"><v>1</v></c>',
      '<c><v>2024</v></c><c s="1"><v>12345</v></c><c s="2"><v>0.10000000000000001</v></c><c t="b"><v>0</v></c>',
    );
    const { rows: found } = await storeBody("xlsx", await zipped(styled([body], styles)));
    expect(found).toEqual([
      { ar: "2023", takstkode: "0301", sum: "57.6", navn: "true" },
      { ar: "2024", takstkode: "12345", sum: "0.1", navn: "false" },
    ]);
  });

  it("finds its parts whatever the case of their names", async () => {
    const parts = Object.entries(partsOf([sheet])).map(([name, text]) => [name.toUpperCase(), text] as const);
    const { rows: found } = await storeBody("xlsx", await zipped(Object.fromEntries(parts)));
    expect(found).toEqual(rows);
  });

  it("passes over hidden sheets only where they are empty, and over sheets that are one picture", async () => {
    const parts = partsOf([sheet, sheetOf([]), "<chartsheet/>"]);
    const more = {
      "xl/workbook.xml": (parts["xl/workbook.xml"] ?? "").replace(
        'name="Ark 2"',
        'name="Ark 2" state="veryHidden"',
      ),
      "xl/_rels/workbook.xml.rels": (parts["xl/_rels/workbook.xml.rels"] ?? "").replace(
        /worksheet(?=" Target="worksheets\/sheet2)/,
        "chartsheet",
      ),
    };
    expect((await storeBody("xlsx", await zipped({ ...parts, ...more }))).rows).toEqual(rows);
    const hidden = more["xl/workbook.xml"].replace('name="Ark 1"', 'name="Ark 1" state="hidden"');
    await expect(
      storeBody("xlsx", await zipped({ ...parts, ...more, "xl/workbook.xml": hidden })),
    ).rejects.toThrow("has rows in a hidden sheet in the sheet Ark 1");
  });

  it("reads all sheets that have the same header, and passes over empty ones", async () => {
    const second = sheetOf([header, ["2025", "3", ""]]);
    const { rows: found } = await storeBody("xlsx", await zipped(partsOf([sheet, sheetOf([]), second])));
    expect(found).toEqual([...rows, { ar: "2025", takstkode: "3" }]);
  });
});

describe("an Excel answer is never accepted", () => {
  it("cut anywhere", async () => {
    const body = await zipped(partsOf([sheet]));
    // The end of a zip tells where all else is: every cut there, and every 23rd before.
    const near = body.length - 150;
    const ends = [...body.keys()].filter((end) => end >= near || end % 23 === 0);
    expect(await acceptedPlaces(ends, (end) => storeBody("xlsx", body.subarray(0, end)))).toEqual([]);
  });

  it("with any byte of its sheet changed", async () => {
    const body = await zipped(partsOf([sheet]));
    const start = body.indexOf("xl/worksheets/sheet0.xml") + "xl/worksheets/sheet0.xml".length;
    const places = Array.from({ length: 40 }, (_, at) => start + at);
    const accepted = await acceptedPlaces(places, (at) => {
      const changed = Buffer.from(body);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      return storeBody("xlsx", changed);
    });
    expect(accepted).toEqual([]);
  });

  it("that fills its sheet: it is taken for cut", async () => {
    const body = sheetXml(cell("ar")).replace("</sheetData>", '<row r="1048576"><c/></row></sheetData>');
    const failure = storeBody("xlsx", await zipped(partsOf([body])));
    await expect(failure).rejects.toThrow(CutShortError);
    await expect(failure).rejects.toThrow("reaches Excel's limit of 1048576 rows in the sheet Ark 1");
  });

  it("with a date that is a number", async () => {
    for (const format of [
      'formatCode="d. mmm yyyy"',
      'formatCode="[$-414]mmmm;@"',
      'formatCode="[h]:mm"',
      "",
    ]) {
      const own = format === "" ? "" : `<numFmts><numFmt numFmtId="14" ${format}/></numFmts>`;
      const styles = `<styleSheet>${own}<cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>`;
      const body = sheetXml(cell("ar"), '<c r="A2" s="1"><v>43221</v></c>');
      await expect(storeBody("xlsx", await zipped(styled([body], styles))), format).rejects.toThrow(
        'in cell A2 (expected a text; found "43221")',
      );
    }
  });

  it("with a sheet that is named and not there", async () => {
    const parts = partsOf([sheet]);
    const lost = (parts["xl/workbook.xml"] ?? "").replace("rId0", "rId9");
    await expect(storeBody("xlsx", await zipped({ ...parts, "xl/workbook.xml": lost }))).rejects.toThrow(
      'names a sheet that is not in the file (found "Ark 1")',
    );
  });

  it.each([
    [
      "with an error in a cell",
      [sheetXml(cell("ar"), '<c t="e"><v>#REF!</v></c>')],
      'has an error value in cell 1 of row 2 (found "#REF!")',
    ],
    [
      "with a shared text that is not there",
      [sheetXml(cell("ar"), '<c t="s"><v>7</v></c>')],
      "refers to a shared text that does not exist",
    ],
    [
      "with a value outside its header",
      [sheetXml(cell("ar"), cell("1") + cell("2"))],
      "in a column without a header",
    ],
    ["with cells out of order", [sheetXml('<c r="B1"/><c r="A1"/>')], "a cell out of place"],
    [
      "with another header in its second sheet",
      [sheet, sheetOf([["ar"], ["1"]])],
      "has other columns than the first sheet in the sheet Ark 2",
    ],
    ["without a header anybody knows", [sheetOf([["x", "y"]])], "has no known column"],
    [
      "with a title before its header",
      [sheetOf([["Takstbruk 2023"], [], ["ar", "takstkode"], ["2023", "1"]])],
      'in the sheet Ark 1 (expected the header, which is in filled row 2; found "Takstbruk 2023")',
    ],
    [
      "with a sheet about it before the table",
      [sheetOf([["Uttrekk", "x"]]), sheet],
      'in the sheet Ark 1 (expected the header, which is in the sheet Ark 2; found "Uttrekk | x")',
    ],
    [
      "with a formula nobody calculated",
      [sheetXml(cell("ar"), '<c r="A2"><f>1+1</f></c>')],
      "has a formula without its value in cell A2",
    ],
    [
      "with merged cells",
      [sheet.replace("</worksheet>", '<mergeCells><mergeCell ref="A2:A3"/></mergeCells></worksheet>')],
      "has merged cells, of which only the first has the value in A2:A3",
    ],
    [
      "with a type nobody knows",
      [sheetXml(cell("ar"), '<c t="z"><v>1</v></c>')],
      'an unknown type in cell 1 of row 2 (found "z")',
    ],
    [
      "with two values in a cell",
      [sheetXml(cell("ar"), "<c><v>1</v><v>2</v></c>")],
      "two values in cell 1 of row 2",
    ],
    [
      "with a text beside its value",
      [sheetXml(cell("ar"), "<c>1</c>")],
      'a text outside the values in row 2 (found "1")',
    ],
    [
      "with a text beside its cells",
      [sheetXml(cell("ar"), "1")],
      'a text outside the values in row 2 (found "1")',
    ],
    [
      "with a boolean that is none",
      [sheetXml(cell("ar"), '<c t="b"><v>2</v></c>')],
      "expected true or false",
    ],
    [
      "with a cell of another row",
      [sheetXml(cell("ar"), '<c r="A7"><v>1</v></c>')],
      'a cell out of place in row 2 (found "A7")',
    ],
    [
      "with a row out of place",
      [sheetXml(cell("ar")).replace("</sheetData>", '<row r="1"/></sheetData>')],
      'a row out of place (expected a row after 1; found "1")',
    ],
    ["with half a character", [sheetXml(cell("ar"), cell("_xD83D_"))], "has the forbidden character U+D83D"],
    ["without any row", [sheetOf([])], "without a header in any sheet"],
    ["with a DOCTYPE", [`<!DOCTYPE x>${sheet}`], "has a DOCTYPE"],
    ["with a sheet that is cut", [sheet.slice(0, -20)], "ends before its outermost element is closed"],
  ])("%s", async (_, sheets, message) => {
    await expect(storeBody("xlsx", await zipped(partsOf(sheets)))).rejects.toThrow(message);
  });

  it("that is another zip, a page, or a bomb", async () => {
    await expect(storeBody("xlsx", await zipped({ "a.txt": "a" }))).rejects.toThrow("expected a workbook");
    await expect(storeBody("xlsx", "<html>Logg inn</html>")).rejects.toThrow(
      'is an HTML page without a title (expected Excel; found "Logg inn")',
    );
    const bomb = await zipped(partsOf([sheet + " ".repeat(8_000_000)]));
    expect(bomb.length).toBeLessThan(60_000);
    await expect(storeBody("xlsx", bomb)).rejects.toThrow("compressed to less than a 200th");
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`part${at}`, ""]));
    await expect(storeBody("xlsx", await zipped(many))).rejects.toThrow(
      "with too many parts (expected at most 1000)",
    );
  });
});
