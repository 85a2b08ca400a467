// README.md of a release: a dataset card for people, with front matter for Hugging Face.
import { sqlScriptPath } from "../domain/manifest.ts";
import { markdownTable } from "../domain/markdown.ts";
import { yamlText } from "./citation.ts";
import { snippetsOf } from "./snippets.ts";
import { dayOf, type Subject, type Table } from "./subject.ts";

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
    String(entry.rows),
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
