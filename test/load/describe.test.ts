// The manifest as others see it: valid by its own JSON Schema, always the same text, about what is in the release.
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { Build } from "../../src/domain/build.ts";
import {
  type Manifest,
  type ManifestFile,
  manifestJsonSchema,
  manifestSchema,
} from "../../src/domain/manifest.ts";
import { firstRelease } from "../../src/domain/version.ts";
import { describeRelease, type ReleasedDataset } from "../../src/load/describe.ts";
import { build, takstbruk, takstkoder, tool } from "./small-build.ts";

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(manifestJsonSchema());

describe("describeRelease()", () => {
  it("makes a manifest that is valid by the JSON Schema published beside it", () => {
    expect(validate(JSON.parse(JSON.stringify(manifest()))) ? [] : validate.errors).toEqual([]);
  });

  it("makes a manifest the JSON Schema rejects once a field is lost, added or of another kind", () => {
    const { synthetic: _, ...lost } = manifest();
    expect(validate(lost)).toBe(false);
    expect(validate({ ...manifest(), built_at: "2026-11-23" })).toBe(false);
    expect(validate({ ...manifest(), pull: { ...manifest().pull, sha256: "abc" } })).toBe(false);
    expect(validate({ ...manifest(), datasets: [] })).toBe(false);
  });

  it("says of every dataset its rows, span, key, columns and files", () => {
    expect(manifest().datasets[1]).toMatchObject({
      name: "takstbruk_landet_ar",
      rows: 2,
      first_period: "2022",
      last_period: "2023",
      key: ["ar", "takstkode"],
      from: ["takstbruk_landet_ar"],
    });
    expect(manifestSchema.parse(manifest()).datasets[1]?.columns).toEqual([
      { name: "ar", type: "SMALLINT", description: { nb: "Hva ar er", en: "What ar is" }, api: "ar" },
      {
        name: "takstkode",
        type: "VARCHAR",
        description: { nb: "Hva takstkode er", en: "What takstkode is" },
      },
      {
        name: "sum_refusjon",
        type: "DECIMAL(18,2)",
        description: { nb: "Hva sum_refusjon er", en: "What sum_refusjon is" },
      },
    ]);
  });

  it("names only references to datasets of the same release", () => {
    expect(manifest().datasets[1]?.references).toEqual([
      { columns: ["takstkode"], dataset: "takstkoder", to: ["takstkode"], matches: "one" },
    ]);
  });

  it("carries the results of the checks and what the API answered otherwise than expected", () => {
    expect(manifest()).toMatchObject({ checks: build.checks, drift: build.drift });
  });

  it("gives real data the licence and attribution of their source, and synthetic data neither name nor id of real ones", () => {
    expect(manifest()).toMatchObject({ id: "20261123T052800Z", synthetic: null });
    expect(manifest().license.data.path).toBe("https://data.norge.no/nlod/no/2.0");
    expect(manifest().attribution.nb).toMatch(
      /^Inneholder data under Norsk lisens for offentlige data \(NLOD\)/,
    );
    const origin = "https://api.helsedirektoratet.no/helserefusjon/v1";
    const twin = manifest({ source: { origin, synthetic: null } });
    expect(twin).toMatchObject({ id: "20261123T052800Z", synthetic: null, source: { origin } });
    expect(twin.source.note?.en).toMatch(/the same API at Helsedirektoratet/);
    expect(manifest().source).not.toHaveProperty("note");
    const synthetic = manifest({ source: { origin: "emulator", synthetic: "Made up" } });
    expect(synthetic).toMatchObject({ id: "synthetic-20261123T052800Z", synthetic: "Made up" });
    expect(synthetic.title.en).toMatch(/^Synthetic/);
    expect(synthetic.attribution.en).toMatch(/^Synthetic/);
  });
});

function manifest(summary: Partial<Build["summary"]> = {}): Manifest {
  const released = [takstkoder, takstbruk].map((dataset): ReleasedDataset => {
    const built = build.datasets.find(({ name }) => name === dataset.name);
    if (built === undefined) throw new Error(`The build holds no ${dataset.name}`);
    return { dataset, built, files: [file(dataset.name, built.rows)], statistics: new Map() };
  });
  const described = describeRelease({ ...build, summary: { ...build.summary, ...summary } }, released, {
    tool,
    succession: firstRelease,
  });
  return { ...described, documents: [] };
}

function file(name: string, rows: number): ManifestFile {
  return {
    path: `${name}.csv`,
    format: "csv",
    media_type: "text/csv",
    bytes: 10,
    sha256: "cd".repeat(32),
    rows,
  };
}
