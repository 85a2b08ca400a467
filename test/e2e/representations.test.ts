// Whichever representation is requested, in whichever dialect it is written, the same rows are published.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { type Answered, crosscheck, fetchSample } from "../../src/crosscheck/crosscheck.ts";
import type { Difference } from "../../src/domain/crosscheck.ts";
import type { Scope } from "../../src/domain/endpoint.ts";
import { endpointsOf } from "../../src/domain/registry.ts";
import { type Dialect, dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { placeNumbers } from "../../src/geography/place-numbers.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { smallTables } from "../small-release.ts";
import { stillEffects } from "../still-effects.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { asWritten } from "./differences.ts";

const golden = join(projectFolder, "test", "golden", "release");

/** Every code list, and between them every period and geography that is written in a way of its own. */
const scope: Scope = {
  since: "202001",
  until: "202003",
  geographies: ["kommune", "fylke", "landet"],
  periods: ["maned", "ar"],
  fagomraader: ["LE"],
};
const leftOut = ["takstbruk_kommune_ar", "takstbruk_fylke_maned", "takstbruk_landet_maned"];

/** The same requests in all four representations of the dialect. */
async function answeredIn(dialect: Dialect): Promise<readonly Answered[]> {
  const emulator = await startEmulator({ world: { rows: 20_000, seed: 1 }, dialect });
  onTestFinished(() => emulator.close());
  const { sampled } = await fetchSample({
    folder: await temporaryFolder(),
    origin: "emulator",
    address: emulator.origin,
    scope,
    endpoints: endpointsOf(registry, scope).filter(({ name }) => !leftOut.includes(name)),
    seed: 1,
    share: 1,
    concurrency: 4,
    userAgent: "helserefusjon/test",
    placeNumbers,
    effects: stillEffects(),
    report: () => undefined,
  });
  return sampled.map(({ planned, ...one }) => ({ ...one, requests: oneOfEach(planned) }));
}

/** The first request of each endpoint: the others are written alike. */
function oneOfEach(requests: Answered["requests"]): Answered["requests"] {
  const first = new Map(requests.toReversed().map((one) => [one.endpoint.name, one]));
  return requests.filter((one) => first.get(one.endpoint.name) === one);
}

/** Spelling is kept as it came, and the representations may spell alike things otherwise. */
function isOfMeaning({ kind, field }: Difference): boolean {
  return kind !== "field" || !asWritten.has(field ?? "");
}

describe("an API that writes in the dialect", () => {
  /** More of the documented one is tried below. Two have only another envelope or root, and one has numbers that nobody can read. */
  const { documented: _, twin: __, "two-lists": ___, thousands: ____, ...others } = dialects;
  const every: readonly Dialect[] = Object.values(others);

  it.each(every)("$name says the same in XML, CSV and Excel as in JSON", async (dialect) => {
    const { representations, differences } = await crosscheck(await answeredIn(dialect), {
      sql: join(projectFolder, "sql"),
      datasets: registry.datasets,
      memoryLimit: "500MB",
    });
    expect(differences.filter(isOfMeaning)).toEqual([]);
    expect(representations.map(({ requests, unread }) => [requests, unread])).toEqual([
      [10, 0],
      [10, 0],
      [3, 0],
      [3, 0],
    ]);
    expect(representations.every(({ rows }) => rows > 100)).toBe(true);
  });
});

function tablesIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".parquet") && !name.startsWith("dekning"));
}

function otherBytes(folder: string, expected: string): readonly string[] {
  return tablesIn(expected).filter(
    (name) => !readFileSync(join(folder, name)).equals(readFileSync(join(expected, name))),
  );
}

function rowsByName(told: { readonly datasets: readonly { name: string; rows: number }[] }) {
  return Object.fromEntries(told.datasets.map(({ name, rows }) => [name, rows]));
}

describe("what is made of an API that writes in the documented dialect", () => {
  it("has as XML the very bytes it has as JSON, but for the account of bodies", async () => {
    // At two threads, the golden release being made at one.
    const folder = await smallTables({
      dialect: "documented",
      threads: 2,
      more: ["--representation", "xml"],
    });
    expect(tablesIn(folder)).toHaveLength(registry.datasets.length - 1);
    expect(otherBytes(golden, folder)).toEqual([]);
    const build = JSON.parse(readFileSync(join(folder, "..", "build.json"), "utf8"));
    expect(build.scope.representation).toBe("xml");
    const asJson = JSON.parse(readFileSync(join(golden, "manifest.json"), "utf8"));
    expect(build.drift).toEqual(asJson.drift);
    expect(rowsByName(build)).toEqual(rowsByName(asJson));
  });

  it("has as CSV and as Excel the very bytes in the tables these are offered for", async () => {
    const datasets = ["--datasets", "takstbruk_kommune_maned,takstbruk_fylke_ar,takstbruk_landet_ar"];
    const more = ["--fagomraader", "LE", ...datasets];
    const asJson = await smallTables({ dialect: "documented", more });
    expect(tablesIn(asJson)).toHaveLength(3);
    for (const form of ["csv", "xlsx"]) {
      const folder = await smallTables({ dialect: "documented", more: [...more, "--representation", form] });
      expect(otherBytes(folder, asJson), form).toEqual([]);
    }
  });
});
