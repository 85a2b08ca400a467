// The data dictionary's page: one section a dataset, one line a column, in both languages.
import { describe, expect, it } from "vitest";
import { dictionary } from "../../src/load/dictionary.ts";
import { takstbruk, takstkoder } from "./small-build.ts";

describe("dictionary()", () => {
  const page = dictionary([takstkoder, takstbruk]);

  it("lists the datasets with links to their sections", () => {
    expect(page).toContain("| [takstkoder](#takstkoder) | Takstkoder | Tariff codes |");
    expect(page).toContain("\n## takstkoder\n");
  });

  it("says of a dataset what a row is, its key, order, origin and references", () => {
    expect(page).toContain(
      [
        "**Takstbruk i landet per år** · Use of tariffs, national, by year",
        "",
        "Én rad per år og takst  ",
        "One row per year and tariff",
        "",
        "- Key: `ar`, `takstkode`",
        "- Order of the rows: `takstkode`, `ar`",
        "- Period: `ar`",
        "- Made from: `takstbruk_landet_ar`",
        "- References: `takstkode` → [takstkoder](#takstkoder) `takstkode`",
      ].join("\n"),
    );
  });

  it("says of a column its type, the API's own name, and what it is in Norwegian and English", () => {
    expect(page).toContain(
      "| `gyldig_fra` | `DATE` | `gyldigFra` | Hva gyldig_fra er | What gyldig_fra is |",
    );
    expect(page).toContain("| `legevakt` | `BOOLEAN` |  | Hva legevakt er | What legevakt is |");
  });

  it("keeps a bar or a line break in a description from breaking the table", () => {
    const [column] = takstkoder.columns;
    if (column === undefined) throw new Error("takstkoder has no columns");
    const description = { nb: "koder delt av |\n og mer", en: "codes" };
    const odd = { ...takstkoder, columns: [{ ...column, description }] };
    expect(dictionary([odd])).toContain("| `takstkode` | koder delt av \\| og mer | codes |");
  });
});
