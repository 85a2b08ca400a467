// Excel answers: the text of their cells, and the files that are never accepted.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { land } from "./landing-bodies.ts";
import { packed, partsOf, sheetOf } from "./workbook.ts";

const header = ["År", "takstkode", "sum"];
const rows = [
  { ar: "2023", takstkode: "2ad", sum: "12.5" },
  { ar: "2024", takstkode: "<H1>" },
];
const sheet = sheetOf([header, ["2023", "2ad", "12.5"], ["2024", "<H1>", ""]]);

function sheetXml(...lines: readonly string[]): string {
  return `<worksheet><sheetData>${lines.map((line) => `<row>${line}</row>`).join("")}</sheetData></worksheet>`;
}

describe("an Excel answer", () => {
  it("gives its rows as text, keeps the file as it came, and says how it was written", async () => {
    const body = await packed(partsOf([sheet]));
    const found = await land("xlsx", body);
    expect(found.rows).toEqual(rows);
    expect(found.landed.notation).toMatchObject({ sheets: ["Ark 1"], decimal: ".", columns: { År: "ar" } });
    expect(readFileSync(found.files.original).equals(body)).toBe(true);
    expect(found.landed.original).toEqual({ ending: "xlsx", ...found.landed.body });
  });

  it("reads shared texts, numbers to the last digit, and cells by their place", async () => {
    const strings =
      "<sst><si><t>ar</t></si><si><r><t>2</t></r><r><t>ad</t></r><rPh><t>x</t></rPh></si></sst>";
    const body = sheetXml(
      '<c t="s"><v>0</v></c><c r="B1" t="str"><f>"takst"</f><v>takstkode</v></c><c r="D1" t="inlineStr"><is><t>sum</t></is></c>',
      '<c><v>2023</v></c><c r="B2" t="s"><v>1</v></c><c r="D2"><v>12345678901234567890.12</v></c>',
      '<c r="B3"/>',
    );
    const { rows: found } = await land(
      "xlsx",
      await packed(partsOf([body], { "xl/sharedStrings.xml": strings })),
    );
    expect(found).toEqual([{ ar: "2023", takstkode: "2ad", sum: "12345678901234567890.12" }]);
  });

  it("reads all sheets that have the same header, and passes over empty ones", async () => {
    const second = sheetOf([header, ["2025", "3", ""]]);
    const { rows: found } = await land("xlsx", await packed(partsOf([sheet, sheetOf([]), second])));
    expect(found).toEqual([...rows, { ar: "2025", takstkode: "3" }]);
  });
});

describe("an Excel answer is never accepted", () => {
  it("cut anywhere", async () => {
    const body = await packed(partsOf([sheet]));
    // The end of a zip tells where all else is: every cut there, and every fifth before.
    const near = body.length - 150;
    for (let end = 0; end < body.length; end += end < near ? 5 : 1) {
      await expect(land("xlsx", body.subarray(0, end)), `cut after ${end} bytes`).rejects.toThrow();
    }
  });

  it("with any byte of its sheet changed", async () => {
    const body = await packed(partsOf([sheet]));
    const start = body.indexOf("xl/worksheets/sheet0.xml") + "xl/worksheets/sheet0.xml".length;
    for (let at = start; at < start + 40; at++) {
      const changed = Buffer.from(body);
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      await expect(land("xlsx", changed), `byte ${at}`).rejects.toThrow();
    }
  });

  const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
  it.each([
    [
      "with an error in a cell",
      [sheetXml(cell("ar"), '<c t="e"><v>#REF!</v></c>')],
      "has the error #REF! in a cell",
    ],
    [
      "with a shared text that is not there",
      [sheetXml(cell("ar"), '<c t="s"><v>7</v></c>')],
      "refers to the shared text 7",
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
      "other columns in the sheet Ark 2",
    ],
    ["without a header anybody knows", [sheetOf([["x", "y"]])], "has no column the registry knows"],
    ["without any row", [sheetOf([])], "without a header in any sheet"],
    ["with a DOCTYPE", [`<!DOCTYPE x>${sheet}`], "has a DOCTYPE"],
    ["with a sheet that is cut", [sheet.slice(0, -20)], "ends before its outermost element is closed"],
  ])("%s", async (_, sheets, message) => {
    await expect(land("xlsx", await packed(partsOf(sheets)))).rejects.toThrow(message);
  });

  it("that is another zip, a page, or a bomb", async () => {
    await expect(land("xlsx", await packed({ "a.txt": "a" }))).rejects.toThrow("it has no workbook");
    await expect(land("xlsx", "<html>Logg inn</html>")).rejects.toThrow(
      'is an HTML page, not Excel, without a title: "Logg inn"',
    );
    const bomb = await packed(partsOf([sheet + " ".repeat(8_000_000)]));
    expect(bomb.length).toBeLessThan(60_000);
    await expect(land("xlsx", bomb)).rejects.toThrow("packed to less than a 200th");
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`part${at}`, ""]));
    await expect(land("xlsx", await packed(many))).rejects.toThrow("more than 1000 parts");
  });
});
