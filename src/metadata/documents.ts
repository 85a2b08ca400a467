// Writes and checks all descriptions of a release, with the README and the citation for people. A faulty description stops the release.
import { parse, stringify } from "yaml";
import { z } from "zod";
import { ReleaseError } from "../domain/errors.ts";
import { jsonText } from "../domain/json.ts";
import { sqlScriptPath } from "../domain/manifest.ts";
import { countText, markdownTable } from "../domain/markdown.ts";
import { croissant, croissantFaults } from "./croissant.ts";
import { datapackage, datapackageFaults } from "./datapackage.ts";
import { type DcatProfile, dcat } from "./dcat.ts";
import { dcatFindings, type QualityScore, qualityScore } from "./dcat-rules.ts";
import { type Fact, missingFacts } from "./publisher.ts";
import { schemaOrg, schemaOrgFaults } from "./schema-org.ts";
import { shapeFaults } from "./shape-faults.ts";
import { snippetsOf } from "./snippets.ts";
import { sqlScript } from "./sql-script.ts";
import { creatorOf, dayOf, fileAddress, type Subject, type Table } from "./subject.ts";

/** A description as a file in the release. */
export interface Document {
  readonly path: string;
  readonly mediaType: string;
  readonly text: string;
}

export interface Description {
  readonly documents: readonly Document[];
  readonly quality: Quality;
}

/** The catalogue's score at data.norge.no, and the publisher's facts it lacks. */
export interface Quality extends QualityScore {
  readonly lacking: readonly Fact[];
}

/**
 * Returns the documents sorted by path. Throws a ReleaseError if one breaks its standard, or if the catalogue loses
 * points although the publisher gave all facts.
 */
export function describeByStandards(subject: Subject, profile: DcatProfile): Description {
  const files = subject.tables.flatMap(({ entry }) => entry.files);
  const [package_, croissants, pages, cff] = [
    datapackage(subject),
    croissant(subject),
    schemaOrg(subject),
    citation(subject),
  ];
  const catalogue = dcat(subject, profile);
  const findings = dcatFindings(catalogue, { publisher: subject.publisher, profile });
  assertValid("datapackage.json", datapackageFaults(package_, files));
  assertValid("dcat.jsonld", findings.faults);
  assertValid("croissant.json", croissantFaults(croissants, files));
  assertValid("schema-org.jsonld", schemaOrgFaults(pages));
  assertValid("CITATION.cff", citationFaults(parse(cff)));
  const score = qualityScore(catalogue, findings);
  const lacking = missingFacts(subject.publisher);
  if (lacking.length === 0)
    assertValid(
      "dcat.jsonld",
      score.lost.map((property) => `it loses points for ${property}`),
    );
  return {
    quality: { ...score, lacking },
    documents: [
      { path: "CITATION.cff", mediaType: "application/yaml", text: cff },
      { path: "README.md", mediaType: "text/markdown", text: readmeCard(subject) },
      { path: "croissant.json", mediaType: "application/ld+json", text: jsonText(croissants) },
      { path: "datapackage.json", mediaType: "application/json", text: jsonText(package_) },
      { path: "dcat.jsonld", mediaType: "application/ld+json", text: jsonText(catalogue) },
      { path: sqlScriptPath, mediaType: "application/sql", text: sqlScript(subject) },
      { path: "schema-org.jsonld", mediaType: "application/ld+json", text: jsonText(pages) },
    ],
  };
}

const mostShown = 10;

function assertValid(path: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  const shown = faults.slice(0, mostShown).join("; ");
  const more = faults.length > mostShown ? `; and ${faults.length - mostShown} more` : "";
  throw new ReleaseError(
    `${path} breaks the rules of its standard: ${shown}${more}. Correct its facts in pipelines/ or in the publisher's file, and load again`,
  );
}

/** The card, Norwegian first. All its facts come from the manifest and the registry. */
export function readmeCard(subject: Subject): string {
  const { manifest, tables } = subject;
  const { title, description, attribution, license } = manifest;
  return [
    `---\n${yamlText(frontMatter(subject))}---`,
    `# ${title.nb}\n\n*${title.en}*`,
    `${description.nb}\n\n${description.en}`,
    factList(subject),
    `## Tabeller / Tables\n\n${tableList(tables)}`,
    ...loadingSection(tables),
    ...variantSection(tables),
    `## Lisens / Licence\n\n${license.data.name}: <${license.data.path}>  \n${license.reference_tables.name} ` +
      `(${tables
        .filter(({ dataset }) => dataset.license !== undefined)
        .map(({ entry }) => entry.name)
        .join(", ")}): ` +
      `<${license.reference_tables.path}>`,
    `${attribution.nb}\n\n${attribution.en}`,
  ]
    .join("\n\n")
    .concat("\n");
}

function factList({ manifest, publisher }: Subject): string {
  const { id, version, synthetic, excerpt, source, name, contact } = { ...manifest, ...publisher };
  return [
    `- Utgave / release: \`${id}\`, ${version} (${dayOf(manifest)})`,
    `- Kilde / source: ${source.name}, ${source.origin}`,
    ...(synthetic === null ? [] : [`- **Syntetiske data / synthetic data**: ${synthetic}`]),
    ...(excerpt ? ["- **Utdrag / excerpt**: `scope`, manifest.json"] : []),
    ...(name === undefined ? [] : [`- Utgiver / publisher: ${name.nb}`]),
    ...(contact === undefined ? [] : [`- Kontakt / contact: ${contact.name.nb}, <${contact.email}>`]),
    "- Kolonner, nøkler og sjekker / columns, keys and checks: `data-dictionary.html`, `manifest.json`; sjekksummer / checksums: `SHA256SUMS`",
  ].join("\n");
}

function tableList(tables: readonly Table[]): string {
  const rows = tables.map(({ entry }) => [
    `\`${entry.name}\``,
    entry.title.nb,
    entry.grain.nb,
    entry.grain.en,
    countText(entry.rows),
  ]);
  return markdownTable(["Tabell", "Tittel", "Én rad er", "One row is", "Rader"], rows);
}

/** Explains the files written for one program, such as Excel. */
function variantSection(tables: readonly Table[]): readonly string[] {
  const files = tables.flatMap(({ entry }) => entry.files);
  const [described] = files.flatMap(({ variant, description }) =>
    variant && description ? [description] : [],
  );
  return described === undefined ? [] : [`## CSV (Excel)\n\n${described.nb}\n\n${described.en}`];
}

/** Shows how to open all tables at once, and the largest one by itself. The others open in the same way. */
function loadingSection(tables: readonly Table[]): readonly string[] {
  const [largest] = tablesBySize(tables);
  const path = largest?.entry.files.find(({ format }) => format === "parquet")?.path;
  if (path === undefined) return [];
  const shown = snippetsOf(path).map(
    ({ title, syntax, text }) => `${title}:\n\n\`\`\`${syntax}\n${text}\n\`\`\``,
  );
  const all = `Alle tabellene som visninger / all tables as views:\n\n\`\`\`sh\nduckdb -init ${sqlScriptPath}\n\`\`\``;
  return ["## Bruk / Use", all, ...shown];
}

/** The dataset that Hugging Face shows first: small, complete, and easy to understand. An excerpt without it shows its largest. */
const shownFirst = "takstbruk_landet_ar";

function frontMatter({ manifest, tables }: Subject): Readonly<Record<string, unknown>> {
  const { license, title } = manifest;
  const first = tables.find(({ entry }) => entry.name === shownFirst) ?? tablesBySize(tables)[0];
  return {
    pretty_name: title.en,
    license: "other",
    license_name: license.data.name.toLowerCase(),
    license_link: license.data.path,
    language: ["nb"],
    tags: [...new Set(tables.flatMap(({ dataset }) => dataset.keywords.en))].map((word) =>
      word.toLowerCase(),
    ),
    size_categories: [sizeCategory(tables.reduce((sum, { entry }) => sum + entry.rows, 0))],
    configs: tables.map(({ entry }) => ({
      config_name: entry.name,
      data_files: entry.files.filter(({ format }) => format === "parquet").map(({ path }) => path),
      ...(entry.name === first?.entry.name ? { default: true } : {}),
    })),
  };
}

function tablesBySize(tables: readonly Table[]): readonly Table[] {
  return [...tables].sort((one, other) => other.entry.rows - one.entry.rows);
}

/** Hugging Face's size category for a number of rows. */
export function sizeCategory(rows: number): string {
  const names = ["1K", "10K", "100K", "1M", "10M", "100M", "1B"];
  const at = names.findIndex((_, power) => rows < 1_000 * 10 ** power);
  if (at === 0) return "n<1K";
  return at === -1 ? "n>1B" : `${names[at - 1]}<n<${names[at]}`;
}

/** Gives the licence by address, because the format has no name for NLOD 2.0. */
export function citation({ manifest, publisher, tables }: Subject): string {
  const url = fileAddress(publisher, manifest.id, "README.md") ?? publisher.homepage;
  const { name, contact } = publisher;
  return yamlText({
    "cff-version": "1.2.0",
    message: `${manifest.attribution.nb} ${manifest.attribution.en}`.trim(),
    type: "dataset",
    title: `${manifest.title.nb} / ${manifest.title.en}`,
    abstract: `${manifest.description.nb}\n\n${manifest.description.en}`,
    version: manifest.version,
    "date-released": dayOf(manifest),
    authors: [{ name: creatorOf(manifest) }, ...(name === undefined ? [] : [{ name: name.nb }])],
    ...(contact === undefined ? {} : { contact: [{ name: contact.name.nb, email: contact.email }] }),
    "license-url": manifest.license.data.path,
    keywords: [...new Set(tables.flatMap(({ dataset }) => dataset.keywords.en))],
    identifiers: [{ type: "other", value: manifest.id, description: "Release" }],
    ...(url === undefined ? {} : { url }),
  });
}

/** YAML with keys in the given order and no folded lines. */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0 });
}

const shape = z.object({
  "cff-version": z.literal("1.2.0"),
  message: z.string().min(1),
  type: z.literal("dataset"),
  title: z.string().min(1),
  version: z.string().min(1),
  "date-released": z.iso.date(),
  authors: z.array(z.object({ name: z.string().min(1) })).min(1),
  "license-url": z.url(),
  keywords: z.array(z.string().min(1)).min(1),
});

/** Lists what breaks the format, and missing facts that a citation of data needs. */
export function citationFaults(document: unknown): readonly string[] {
  return shapeFaults(shape.safeParse(document).error);
}
