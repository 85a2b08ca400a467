// The folders of the code, what each holds and may import: for the rule in imports.test.ts and the table in docs/architecture.md.

export interface Folder {
  readonly path: string;
  /** The core turns answers into a release. It never imports a satellite. */
  readonly part: "core" | "satellite";
  readonly holds: string;
  /** The folders below src/ whose files it may import. */
  readonly imports: readonly string[];
}

export const folders: readonly Folder[] = [
  {
    path: "pipelines",
    part: "core",
    holds: "the registry: endpoints and datasets as plain data",
    imports: ["src/domain"],
  },
  { path: "src/domain", part: "core", holds: "shared types and pure functions", imports: [] },
  {
    path: "src/platform",
    part: "core",
    holds: "clock, terminal, files, HTTP client, interrupt: the only code that touches the process",
    imports: ["src/domain"],
  },
  {
    path: "src/stores",
    part: "core",
    holds: "raw store, warehouse (DuckDB), releases on disk",
    imports: ["src/domain", "src/platform"],
  },
  {
    path: "src/extract",
    part: "core",
    holds: "from the API to a pull, in JSON",
    imports: ["src/domain", "src/platform", "src/stores"],
  },
  {
    path: "src/transform",
    part: "core",
    holds: "from a pull to checked tables",
    imports: ["src/domain", "src/platform", "src/stores"],
  },
  {
    path: "src/load",
    part: "core",
    holds: "from tables to a release; the documents are handed in as a function",
    imports: ["src/domain", "src/platform", "src/stores"],
  },
  {
    path: "src/representations",
    part: "satellite",
    holds: "reads XML, CSV and Excel answers; handed to extract as a function",
    imports: ["src/domain", "src/platform", "src/extract"],
  },
  {
    path: "src/crosscheck",
    part: "satellite",
    holds: "requests a sample in every representation and compares the rows",
    imports: [
      "src/domain",
      "src/platform",
      "src/stores",
      "src/extract",
      "src/transform",
      "src/representations",
    ],
  },
  {
    path: "src/probe",
    part: "satellite",
    holds: "a few calls that test the API and the pipeline's reading of the answers",
    imports: [
      "src/domain",
      "src/platform",
      "src/stores",
      "src/extract",
      "src/transform",
      "src/representations",
    ],
  },
  {
    path: "src/metadata",
    part: "satellite",
    holds: "descriptions by other standards, with their rules: pure functions",
    imports: ["src/domain"],
  },
  {
    path: "src/pages",
    part: "satellite",
    holds: "the documents of a release, the catalogue page, the generated pages of `docs/`",
    imports: ["src/domain", "src/platform", "src/stores", "src/load", "src/metadata"],
  },
  {
    path: "src/catalogue",
    part: "satellite",
    holds:
      "the catalogue page, for browsers: bundled by `src/build`, imported by nothing else; types of domain, snippets of metadata",
    imports: ["src/domain", "src/metadata"],
  },
  {
    path: "src/release",
    part: "satellite",
    holds: "verifies, compares, follows and publishes finished releases",
    imports: ["src/domain", "src/platform", "src/stores"],
  },
  {
    path: "src/delta",
    part: "satellite",
    holds: "makes the datasets of a published place Delta tables; handed to publish as a function",
    imports: ["src/domain", "src/platform", "src/stores", "src/release"],
  },
  {
    path: "src/emulator",
    part: "satellite",
    holds: "a server that answers like the API",
    imports: ["src/domain", "src/platform", "src/stores"],
  },
  {
    path: "src/geography",
    part: "satellite",
    holds: "our tables of places beside SSB Klass",
    imports: ["src/domain", "src/platform"],
  },
  {
    path: "src/build",
    part: "satellite",
    holds: "`npm run build`: bundles the command line and the catalogue page into `dist/`",
    imports: ["src/platform"],
  },
];
