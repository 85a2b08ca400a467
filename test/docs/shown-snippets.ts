// Every snippet shown anywhere, and a folder in which they work: the golden release, under each of the names they use.
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { registry } from "../../pipelines/registry.ts";
import { card } from "../../src/metadata/card.ts";
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

const golden = join(projectFolder, "test", "golden", "release");

/** The snippets in these languages: of README, the dataset card, and the page of each dataset. */
export function shownSnippets(...languages: readonly string[]): readonly ShownSnippet[] {
  const readme = readFileSync(join(projectFolder, "README.md"), "utf8");
  const pages = registry.datasets.flatMap(({ name, columns }) => {
    const snippets = [...snippetsOf(`${name}.parquet`), csvSnippet(`${name}.csv`, columns)];
    return snippets.map(({ title, syntax, text }) => ({ where: `${name}, ${title}`, syntax, text }));
  });
  const all = [
    ...fencesOf(readme).map((fence) => ({ where: "README", ...fence })),
    ...fencesOf(card(goldenSubject())).map((fence) => ({ where: "card", ...fence })),
    ...pages,
  ];
  return all
    .filter(({ syntax }) => languages.includes(syntax))
    .map((one) => ({ ...one, dataset: /(\w+)\.(?:parquet|csv)["']/.exec(one.text)?.[1] ?? "" }));
}

/** Fills a folder so that every snippet works in it. */
export function furnish(folder: string): void {
  mkdirSync(join(folder, "output", "releases"), { recursive: true });
  symlinkSync(golden, join(folder, "output", "releases", "latest"));
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  for (const name of readdirSync(golden)) symlinkSync(join(golden, name), join(folder, name));
}
