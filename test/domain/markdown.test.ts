// Markdown tables of reports: numbers at the right, and cells of any text.
import { expect, it } from "vitest";
import { markdownTable } from "../../src/domain/markdown.ts";

it("puts columns of counts and sizes at the right, and texts, years and codes at the left", () => {
  const table = markdownTable(
    ["dataset", "rows", "size", "year", "code", "empty"],
    [
      ["takster", "3 123", "78.1 kB", "2026", "0301", ""],
      ["fylker", "15", "", "2015", "1103", ""],
    ],
  );
  expect(table.split("\n")[1]).toBe("| --- | ---: | ---: | --- | --- | --- |");
  expect(markdownTable(["before"], [["12"], ["NULL"]]).split("\n")[1]).toBe("| --- |");
});

it("keeps a cell on its line, whatever its text holds", () => {
  expect(markdownTable(["a|b"], [["one\ntwo"]])).toBe("| a\\|b |\n| --- |\n| one two |");
});
