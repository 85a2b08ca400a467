// The data dictionary: an index, and a page a dataset with one line a column, in both languages.
import { describe, expect, it } from "vitest";
import { datasetMarkdown, dictionary } from "../../src/pages/dataset-pages.ts";
import { takstbruk, takstkoder } from "./small-build.ts";

const all = [takstkoder, takstbruk];

describe("dictionary()", () => {
  it("lists the datasets of a subject with links and uses, in the order to read them, and their joins", () => {
    const use = { nb: "Satser", en: "Rates" };
    const placed = all.map((dataset, at) => ({
      ...dataset,
      dictionary: { subject: "tariffs" as const, number: all.length - at, use },
    }));
    const page = dictionary(placed);
    expect(page).toContain(
      "| [takstbruk_landet_ar](datasets/takstbruk_landet_ar.md) | Satser | Rates |\n" +
        "| [takstkoder](datasets/takstkoder.md) | Satser | Rates |",
    );
    expect(page).toContain("## Tariffs and codes");
    expect(page).toContain('    takstbruk_landet_ar }o--o| takstkoder : "takstkode"');
  });
});

describe("datasetPage()", () => {
  it("says of a dataset what a row is, its key, order and origin", () => {
    expect(datasetMarkdown(takstbruk, all)).toContain(
      [
        "# takstbruk_landet_ar",
        "",
        "**Takstbruk i landet per år** · Use of tariffs, national, by year",
        "",
        "Én rad per år og takst  ",
        "One row per year and tariff",
        "",
        "- Key: `ar`, `takstkode`",
        "- Order of the rows: `takstkode`, `ar`",
        "- Period: `ar`",
        "- Made from: `takstbruk_landet_ar`",
      ].join("\n"),
    );
  });

  it("names the datasets it refers to, and those that refer to it", () => {
    expect(datasetMarkdown(takstbruk, all)).toContain(
      "- `takstkode` → `takstkode` in [takstkoder](takstkoder.md)",
    );
    expect(datasetMarkdown(takstkoder, all)).toContain(
      "- [takstbruk_landet_ar](takstbruk_landet_ar.md): `takstkode` → `takstkode`",
    );
  });

  it("says of a column its type, the API's own name, and what it is in Norwegian and English", () => {
    const page = datasetMarkdown(takstkoder, all);
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
    expect(datasetMarkdown(odd, all)).toContain("| `takstkode` | koder delt av \\| og mer | codes |");
  });
});
