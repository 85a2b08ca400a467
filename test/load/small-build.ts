// A small build on a real disk, as the transform would leave it: two marts as Parquet and build.json.

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Build } from "../../src/domain/build.ts";
import type { Column, Dataset } from "../../src/domain/dataset.ts";
import { footerOf } from "../../src/domain/footer.ts";
import type { Digest } from "../../src/domain/receipt.ts";
import { type LoadOptions, load as loadRelease } from "../../src/load/load.ts";
import { type DescribedInFull, describeInFull } from "../../src/pages/describe-release.ts";
import { digestOf } from "../../src/platform/files.ts";
import { martFile, storeBuild } from "../../src/stores/build-store.ts";
import { literal, openWarehouse } from "../../src/stores/warehouse.ts";

export const tool = { name: "helserefusjon", version: "0.1.0", revision: "0123456789abcdef" };

export const takstkoder: Dataset = {
  name: "takstkoder",
  title: { nb: "Takstkoder", en: "Tariff codes" },
  grain: { nb: "Én rad per takst", en: "One row per tariff" },
  keywords: { nb: ["takster", "koder"], en: ["tariffs", "codes"] },
  from: ["takstkoder"],
  key: ["takstkode"],
  sort: ["takstkode"],
  references: [],
  columns: [
    column("takstkode", "VARCHAR", "takstkode"),
    column("beskrivelse", "VARCHAR", "beskrivelse"),
    column("krever_takst", "VARCHAR[]"),
    column("gyldig_fra", "DATE", "gyldigFra"),
    column("legevakt", "BOOLEAN"),
  ],
};

export const takstbruk: Dataset = {
  name: "takstbruk_landet_ar",
  title: { nb: "Takstbruk i landet per år", en: "Use of tariffs, national, by year" },
  grain: { nb: "Én rad per år og takst", en: "One row per year and tariff" },
  keywords: { nb: ["takstbruk", "refusjon"], en: ["use of tariffs", "reimbursement"] },
  from: ["takstbruk_landet_ar"],
  key: ["ar", "takstkode"],
  sort: ["takstkode", "ar"],
  period: "ar",
  references: [
    { columns: ["takstkode"], dataset: "takstkoder", to: ["takstkode"], matches: "one" },
    { columns: ["ar"], dataset: "aar", to: ["ar"], matches: "one" },
  ],
  columns: [
    column("ar", "SMALLINT", "ar"),
    column("takstkode", "VARCHAR"),
    column("sum_refusjon", "DECIMAL(18,2)"),
  ],
};

const rows = { nb: "rader", en: "rows" };

export const build: Build = {
  pull: "20261123T052800Z",
  scope: {
    since: "201501",
    until: "202610",
    geographies: ["kommune", "fylke", "landet"],
    periods: ["maned", "ar"],
  },
  summary: {
    reused: 0,
    requests: 3,
    rows: 9,
    bytes: 1234,
    first_fetched_at: "2026-11-23T05:28:01.000Z",
    last_fetched_at: "2026-11-23T05:28:09.500Z",
    sha256: "ab".repeat(32),
    evidence_sha256: "cd".repeat(32),
    source: { origin: "https://opne-data-api.helserefusjon.no/v1", synthetic: null },
  },
  sql: {},
  marts: {},
  datasets: [
    { name: "takstbruk_landet_ar", rows: 2, first_period: "2022", last_period: "2023" },
    { name: "takstkoder", rows: 5, first_period: null, last_period: null },
  ],
  checks: [
    {
      name: "takstkode_known",
      severity: "warn",
      check: { nb: "Hver takst er kjent", en: "Every takst is known" },
      failed: 1,
      noun: rows,
      sample: [{ takstkode: "9zz" }],
    },
    {
      name: "key_unique",
      severity: "error",
      check: { nb: "En nøkkel er én rad", en: "A key names one row" },
      failed: 0,
      noun: rows,
      sample: [],
    },
  ],
  drift: [{ endpoint: "takstkoder", field: "nytt_felt", kind: "new field", found: "string", rows: 5 }],
};

export const martSql: Readonly<Record<string, string>> = {
  takstkoder: `select * from (values
      ('1ad', null, ['2ad', '2"x'], date '2018-07-01', true),
      ('2ad', '', cast([] as varchar[]), null, false),
      ('2æøå', E'to\\nlinjer, "sitat"', null, date '0999-01-02', null),
      ('3', ' NULL;', ['', null], date '2026-11-23', true),
      ('4', E'vogn\\r\\nretur', ['Å'], null, null)
    ) as rows (takstkode, beskrivelse, krever_takst, gyldig_fra, legevakt) order by takstkode`,
  takstbruk_landet_ar: `select * from (values
      (2022::smallint, '1ad', 12.50::decimal(18, 2)), (2023::smallint, '1ad', -1234567890123456.05::decimal(18, 2))
    ) as rows (ar, takstkode, sum_refusjon) order by takstkode, ar`,
};

/** An output folder with this build and its marts, removed after the test. */
export async function outputWith(
  left: Partial<Build> = {},
  marts: Readonly<Record<string, string>> = {},
): Promise<string> {
  const output = await mkdtemp(join(tmpdir(), "helserefusjon-load-"));
  onTestFinished(() => rm(output, { recursive: true }));
  await writeBuild(output, { ...build, ...left }, { ...martSql, ...marts });
  return output;
}

/** Writes a build over the one an output folder holds. */
export async function writeBuild(
  output: string,
  left: Build,
  marts: Readonly<Record<string, string>> = martSql,
): Promise<void> {
  const folder = join(output, "warehouse", "marts");
  await mkdir(folder, { recursive: true });
  for (const dataset of [takstkoder, takstbruk]) {
    const footer = footerOf(dataset, { source: left.summary.source, pull: left.pull, scope: left.scope });
    await writeMart(join(folder, `${dataset.name}.parquet`), marts[dataset.name] ?? "", footer);
  }
  const digests: Record<string, Digest> = {};
  for (const { name } of [takstkoder, takstbruk]) digests[name] = await digestOf(martFile(output, name));
  await storeBuild(output, { ...left, marts: { ...digests, ...left.marts } });
}

/** Writes one Parquet file with a footer. */
export async function writeMart(
  file: string,
  sql: string,
  footer: Readonly<Record<string, string>> = {},
): Promise<void> {
  const warehouse = await openWarehouse({ file: ":memory:" });
  const metadata = Object.entries(footer).map(([name, value]) => `${literal(name)}: ${literal(value)}`);
  const options = metadata.length === 0 ? "" : `, kv_metadata {${metadata.join(", ")}}`;
  try {
    await warehouse.run(`copy (${sql}) to ${literal(file)} (format parquet, compression zstd${options})`);
  } finally {
    warehouse.close();
  }
}

export function column(name: string, type: Column["type"], api?: string): Column {
  const words = { nb: `Hva ${name} er`, en: `What ${name} is` };
  return { name, type, description: words, ...(api === undefined ? {} : { api }) };
}

type Options = Omit<LoadOptions<DescribedInFull>, "describe"> & Parameters<typeof describeInFull>[0];

/** Loads and describes a release in full, and gives how good its description is. */
export async function load({ publisher, ...options }: Options) {
  const describe = describeInFull(publisher === undefined ? {} : { publisher });
  const { described, ...release } = await loadRelease({ ...options, describe });
  return { ...release, quality: described.quality };
}
