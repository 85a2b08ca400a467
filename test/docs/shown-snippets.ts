// Every snippet shown anywhere, and a folder in which they work: the golden release, under each of the names they use.
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { readmeCard } from "../../src/metadata/documents.ts";
import { csvSnippet, snippetsOf } from "../../src/metadata/snippets.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { goldenSubject } from "../metadata/golden-subject.ts";
import { fencesOf } from "./fences.ts";

export interface ShownSnippet {
  /** Where it is shown. */
  readonly where: string;
  readonly syntax: string;
  readonly text: string;
  /** The table it loads. */
  readonly dataset: string;
}

/** Where the guide's files would be, had somebody published them. */
const published = "https://data.example.org/helserefusjon/20261123T052800Z/";

const read = (path: string) => readFileSync(join(projectFolder, path), "utf8");

const golden = join(projectFolder, "test", "golden", "release");

/** The snippets in these languages: of README, the dataset card, the guide for analysts, and the page of each dataset. */
export function shownSnippets(...languages: readonly string[]): readonly ShownSnippet[] {
  const pages = registry.datasets.flatMap(({ name, columns }) => {
    const snippets = [...snippetsOf(`${name}.parquet`), csvSnippet(`${name}.csv`, columns)];
    return snippets.map(({ title, syntax, text }) => ({ where: `${name}, ${title}`, syntax, text }));
  });
  const all = [
    ...fencesOf(read("README.md")).map((fence) => ({ where: "README", ...fence })),
    ...fencesOf(readmeCard(goldenSubject())).map((fence) => ({ where: "card", ...fence })),
    ...fencesOf(read("docs/for-analysts.md")).map((fence) => ({ where: "for-analysts.md", ...fence })),
    ...pages,
  ];
  return all
    .filter(({ syntax }) => languages.includes(syntax))
    .map(({ text, ...one }) => ({ ...one, text: text.replace(published, "") }))
    .map((one) => ({ ...one, dataset: /(\w+)\.(?:parquet|csv)["']/.exec(one.text)?.[1] ?? "" }));
}

/** Fills a folder so that every snippet works in it. */
export function furnish(folder: string): void {
  mkdirSync(join(folder, "output", "releases"), { recursive: true });
  symlinkSync(golden, join(folder, "output", "releases", "latest"));
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  for (const name of readdirSync(golden)) symlinkSync(join(golden, name), join(folder, name));
}
