// docs/data-dictionary.md is what the registry says now; `make docs` writes it anew.
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { dictionary } from "../../src/load/dictionary.ts";

describe("docs/data-dictionary.md", () => {
  it("describes every dataset and column as the registry does", async () => {
    await expect(dictionary(registry.datasets)).toMatchFileSnapshot("../../docs/data-dictionary.md");
  });
});
