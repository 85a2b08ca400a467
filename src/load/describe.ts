// Makes the manifest of a release from the build, the registry and the files.
import type { Build, BuiltDataset } from "../domain/build.ts";
import type { Crosscheck } from "../domain/crosscheck.ts";
import type { Dataset } from "../domain/dataset.ts";
import { isExcerpt, type Scope } from "../domain/endpoint.ts";
import {
  type ColumnStatistics,
  type Manifest,
  type ManifestDataset,
  type ManifestFile,
  manifestVersion,
} from "../domain/manifest.ts";
import { rootMeantBy, twinRoot } from "../domain/origin.ts";
import type { Source } from "../domain/pull.ts";
import { licenses, sourcesOf } from "../domain/source.ts";
import type { Succession } from "../domain/version.ts";
import type { Tool } from "../platform/tool.ts";

/** A dataset of the registry, with its build. */
export interface Described {
  readonly dataset: Dataset;
  readonly built: BuiltDataset;
}

/** A dataset with its finished files. */
export interface ReleasedDataset extends Described {
  readonly files: readonly ManifestFile[];
  /** The statistics of each column, by its name. */
  readonly statistics: ReadonlyMap<string, ColumnStatistics>;
}

/** The id of a release of this build: the pull's, with a mark if the data are synthetic or an excerpt. */
export function releaseIdOf({ pull, scope, summary }: Build): string {
  const excerpt = isExcerpt(scope) ? "excerpt-" : "";
  return `${summary.source.synthetic === null ? "" : "synthetic-"}${excerpt}${pull}`;
}

/** Describes a release. Nothing depends on the time or place, so that the same pull and tool give the same bytes. */
export function describeRelease(
  build: Build,
  released: readonly ReleasedDataset[],
  {
    tool,
    succession,
    crosscheck,
  }: { tool: Tool; succession: Succession; crosscheck?: Crosscheck | undefined },
): Omit<Manifest, "documents"> {
  // Leaves out the hash of the receipts, because they have the emulator's port, which differs between equal releases.
  const { source, evidence_sha256: _evidence, ...summary } = build.summary;
  return {
    manifest_version: manifestVersion,
    id: releaseIdOf(build),
    ...succession,
    ...about(source, build.scope),
    pull: { id: build.pull, ...summary },
    scope: build.scope,
    excerpt: isExcerpt(build.scope),
    tool,
    datasets: describeDatasets(released).map((dataset, at) => withFiles(dataset, released[at])),
    checks: build.checks,
    drift: build.drift,
    ...(crosscheck === undefined ? {} : { kryssjekk: crosscheck }),
  };
}

function withFiles(
  dataset: Omit<ManifestDataset, "files">,
  { files, statistics }: Pick<ReleasedDataset, "files" | "statistics"> = { files: [], statistics: new Map() },
): ManifestDataset {
  const columns = dataset.columns.map((column) => {
    const found = statistics.get(column.name);
    return found === undefined ? column : { ...column, statistics: found };
  });
  return { ...dataset, columns, files };
}

/** Describes the datasets of a build before they are files, so that they can be compared with a release. */
export function describeDatasets(released: readonly Described[]): readonly Omit<ManifestDataset, "files">[] {
  const published = new Set(released.map(({ dataset }) => dataset.name));
  const endpoints = new Set(released.flatMap(({ dataset }) => dataset.from));
  return released.map((one) => describeDataset(one, { published, endpoints }));
}

function describeDataset(
  { dataset, built }: Described,
  { published, endpoints }: { published: ReadonlySet<string>; endpoints: ReadonlySet<string> },
): Omit<ManifestDataset, "files"> {
  const {
    name,
    title,
    grain,
    traps = [],
    key,
    mayBeNull,
    period = null,
    evidence = false,
    columns,
  } = dataset;
  const from = [...dataset.from, ...(dataset.alsoFrom ?? []).filter((endpoint) => endpoints.has(endpoint))];
  const { rows, first_period, last_period } = built;
  const references = dataset.references.filter((reference) => published.has(reference.dataset));
  const recipes = (dataset.recipes ?? []).filter(({ reads }) => reads.every((other) => published.has(other)));
  return {
    name,
    title,
    grain,
    traps,
    ...(recipes.length === 0 ? {} : { recipes: recipes.map(({ reads: _reads, ...recipe }) => recipe) }),
    key,
    ...(mayBeNull === undefined ? {} : { may_be_null: [...mayBeNull] }),
    rows,
    first_period,
    last_period,
    period,
    evidence,
    from,
    sources: sourcesOf(dataset).map(({ title, path, license }) => ({ title, path, license })),
    references,
    columns,
  };
}

type About = Pick<Manifest, "title" | "description" | "synthetic" | "license" | "attribution" | "source">;

/** Title, description, licences and attribution of a release. Those of synthetic data say so, and the title of an excerpt does. */
export function about({ synthetic, origin }: Source, scope: Scope): About {
  const words = synthetic === null ? real : syntheticWords;
  const { nb, en } = words.title;
  return {
    ...words,
    title: isExcerpt(scope) ? { nb: `${nb} (utdrag)`, en: `${en} (excerpt)` } : { nb, en },
    synthetic,
    license: licenses,
    source: {
      ...{ name: "Helserefusjon – åpne data", origin },
      ...(rootMeantBy(origin) === twinRoot ? { note: noteOnTwin } : {}),
    },
  };
}

const noteOnTwin = {
  nb: "Svarene kommer fra Helsedirektoratets adresse for det samme APIet. Dokumentasjonen nevner den ikke.",
  en: "The answers come from the address of the same API at Helsedirektoratet. The documentation does not mention it.",
};

const real = {
  title: {
    nb: "Helserefusjon – åpne data som tabeller",
    en: "Helserefusjon – open data as tables",
  },
  description: {
    nb:
      "Takster, kodeverk og takstbruk fra det åpne APIet til Helserefusjon, satt sammen til tabeller. " +
      "Rader som APIet holder tilbake av personvernhensyn mangler; en rad som mangler betyr ikke null.",
    en:
      "Tariffs, code lists and use of tariffs from the open API of Helserefusjon, put together as tables. " +
      "Rows the API holds back for privacy are missing; a missing row does not mean zero.",
  },
  attribution: {
    nb:
      "Inneholder data under Norsk lisens for offentlige data (NLOD) tilgjengeliggjort av Helserefusjon – åpne data, " +
      "bearbeidet til tabeller. Kommuner, fylker og innbyggere: Statistisk sentralbyrå (Klass 131 og 104, tabell 07459), CC BY 4.0, bearbeidet.",
    en:
      "Contains data under the Norwegian Licence for Open Government Data (NLOD) distributed by Helserefusjon – åpne " +
      "data, adapted to tables. Kommuner, fylker and inhabitants: Statistics Norway (Klass 131 and 104, table 07459), CC BY 4.0, adapted.",
  },
} as const;

const syntheticWords = {
  title: {
    nb: "Syntetiske data i form av Helserefusjon – åpne data",
    en: "Synthetic data in the form of Helserefusjon – open data",
  },
  description: {
    nb: "Oppdiktede tall for utprøving av tabellene. De sier ingenting om virkelig bruk av takster og må ikke siteres.",
    en: "Synthetic figures for trying the tables out. They say nothing about the real use of tariffs and must not be cited.",
  },
  attribution: {
    nb:
      "Syntetiske data, ikke tilgjengeliggjort av Helserefusjon. " +
      "Kommuner, fylker og innbyggere: Statistisk sentralbyrå (Klass 131 og 104, tabell 07459), CC BY 4.0, bearbeidet.",
    en:
      "Synthetic data, not distributed by Helserefusjon. " +
      "Kommuner, fylker and inhabitants: Statistics Norway (Klass 131 and 104, table 07459), CC BY 4.0, adapted.",
  },
} as const;
