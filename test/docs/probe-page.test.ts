// docs/probe.md explains the sections that a probe's report has.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectFolder } from "../../src/platform/tool.ts";
import { reportSections } from "../../src/probe/report.ts";

it("docs/probe.md explains each section of a report, in the order of the report", () => {
  const page = readFileSync(join(projectFolder, "docs", "probe.md"), "utf8");
  const [, explained = ""] = page.split("## The report\n");
  const [section = ""] = explained.split("\n## ");
  const titles = [...section.matchAll(/^- \*\*(.+?)\*\*:/gm)].map(([, title]) => title);
  expect(titles).toEqual(Object.values(reportSections));
});
