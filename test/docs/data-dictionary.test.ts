// docs/data-dictionary.md and docs/datasets/ are what the registry says now; `make docs` writes them anew.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { datasetMarkdown, dictionary } from "../../src/pages/dataset-pages.ts";
import { projectFolder } from "../../src/platform/tool.ts";

const { datasets } = registry;

describe("the generated pages of docs/", () => {
  it("list every dataset and trap as the registry does", async () => {
    await expect(dictionary(datasets)).toMatchFileSnapshot("../../docs/data-dictionary.md");
  });

  it.each(datasets)("describe $name and its columns as the registry does", async (dataset) => {
    const page = `../../docs/datasets/${dataset.name}.md`;
    await expect(datasetMarkdown(dataset, datasets)).toMatchFileSnapshot(page);
  });

  it("are of no dataset that is not there", () => {
    const pages = readdirSync(join(projectFolder, "docs", "datasets")).sort();
    expect(pages).toEqual(datasets.map(({ name }) => `${name}.md`).sort());
  });
});
