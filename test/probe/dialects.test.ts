// A probe tells how an API writes: of every dialect of the emulator it finds what that dialect is made of.
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { type DatedEndpoint, type Dialect, dialects } from "../../src/emulator/dialects.ts";
import { surprises, takenForData, unreadable } from "../../src/probe/probe.ts";
import { reportText } from "../../src/probe/report.ts";
import { findingOf, type Probing, probeEmulator } from "./probing.ts";

/** Where each open question is answered: the call, and what it asks about. */
const openQuestions = {
  month: ["kommune-maned", "maned"],
  fylke: ["fylke-ar", "behandler_fylke"],
  openEnd: ["takstkoder", "open end"],
  booleans: ["takstkoder", "true and false"],
  codeLists: ["takstkoder", "lists of codes"],
  missing: ["nlkkoder", "what does not apply"],
  empty: ["unknown-takstkode", "no rows"],
  errors: ["without-fagomraade", "how it refuses"],
} as const satisfies Partial<Record<keyof Dialect, readonly [call: string, about: string]>>;

const dated: readonly (readonly [endpoint: DatedEndpoint, call: string])[] = [
  ["takstkoder", "takstkoder"],
  ["nlkkoder", "nlkkoder"],
  ["refusjonskategorisatser", "refusjonskategorisatser-PO"],
  ["apatkombinasjoner", "apatkombinasjoner"],
  ["bandasjister", "bandasjister"],
];

let probedOnce: Promise<Probing> | undefined;

/** What a probe of the documented dialect finds, probed once. */
function documented(): Promise<Probing> {
  probedOnce ??= probeEmulator();
  return probedOnce;
}

const about = { origin: "the test", begun: new Date(0), tool: "test" };

describe("a probe of an API that writes in the dialect", () => {
  const every: readonly Dialect[] = Object.values(dialects);

  it.each(every)("$name finds how it writes, and that all of it can be read", async (dialect) => {
    const probing = dialect.name === "documented" ? await documented() : await probeEmulator({ dialect });
    const { probed } = probing;
    expect(unreadable(probed).map(({ call }) => call.name)).toEqual([]);
    expect(takenForData(probed).map(({ call }) => call.name)).toEqual([]);
    expect(surprises(probed).map(({ finding }) => finding)).toEqual([]);
    const [, asked = ""] = reportText(probed, about).split(/## What was asked about|## The calls/);
    const empty = asked.split("\n").filter((row) => row.includes(" |  | "));
    expect(empty.filter((row) => !row.includes("not to be seen"))).toEqual([]);
    for (const [question, [call, subject]] of Object.entries(openQuestions)) {
      expect([question, findingOf(probing, call, subject).forms]).toEqual([
        question,
        [Reflect.get(dialect, question)],
      ]);
    }
    for (const [endpoint, call] of dated) {
      const { forms } = findingOf(probing, call, "dates");
      expect(forms, endpoint).toContain(dialect.dates[endpoint]);
      expect(forms.length, "only an end of day is written otherwise than the day it begins").toBe(
        dialect.dates[endpoint] === "to 23:59:59" ? 2 : 1,
      );
    }
  });
});

describe("a probe of the documented dialect", () => {
  it("asks every endpoint in some 25 calls, and is nowhere surprised, nor finds another variant", async () => {
    const { probed } = await documented();
    const others = probed.flatMap(({ findings }) => findings.filter(({ match }) => match === "accepted"));
    expect(others).toEqual([]);
    const names = new Set(probed.map(({ probe }) => probe.endpoint));
    expect(registry.endpoints.filter(({ name }) => !names.has(name))).toEqual([]);
    expect(probed.length).toBeGreaterThanOrEqual(23);
    expect(probed.length).toBeLessThanOrEqual(30);
  });
});
