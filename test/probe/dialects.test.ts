// A probe of each of the emulator's dialects finds the forms of that dialect.
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { type DatedEndpoint, type Dialect, dialects } from "../../src/emulator/dialects.ts";
import { surprises, unreadable, wronglyRead } from "../../src/probe/probe.ts";
import { reportText } from "../../src/probe/report.ts";
import { findingOf, type Probing, probeEmulator } from "./probing.ts";

/** The call and the question that settle each property of a dialect. */
const openQuestions = {
  month: ["kommune-maned", "maned"],
  fylke: ["fylke-ar", "behandler_fylke"],
  openEnd: ["takstkoder", "open end"],
  booleans: ["takstkoder", "true and false"],
  codeLists: ["takstkoder", "lists of codes"],
  missing: ["nlkkoder", "missing values"],
  empty: ["unknown-takstkode", "no rows"],
  errors: ["without-fagomraade", "form of a rejection"],
} as const satisfies Partial<Record<keyof Dialect, readonly [call: string, about: string]>>;

const dated: readonly (readonly [endpoint: DatedEndpoint, call: string])[] = [
  ["takstkoder", "takstkoder"],
  ["nlkkoder", "nlkkoder"],
  ["refusjonskategorisatser", "refusjonskategorisatser-PO"],
  ["apatkombinasjoner", "apatkombinasjoner"],
  ["bandasjister", "bandasjister"],
];

let probedOnce: Promise<Probing> | undefined;

/** The documented dialect is probed once for all tests. */
function documented(): Promise<Probing> {
  probedOnce ??= probeEmulator();
  return probedOnce;
}

const about = { origin: "the test", begun: new Date(0), tool: "test", notCalled: [] };

describe("a probe of an API that writes in the dialect", () => {
  const { thousands, ...readable } = dialects;
  const every: readonly Dialect[] = Object.values(readable);

  it.each(every)("$name finds each of its forms, and the pipeline can read every answer", async (dialect) => {
    const probing = dialect.name === "documented" ? await documented() : await probeEmulator({ dialect });
    const { probed } = probing;
    expect(unreadable(probed).map(({ call }) => call.name)).toEqual([]);
    expect(wronglyRead(probed).map(({ call }) => call.name)).toEqual([]);
    expect(surprises(probed).map(({ finding }) => finding)).toEqual([]);
    const [, requested = ""] = reportText(probed, about).split(/## Findings|## Calls/);
    const empty = requested.split("\n").filter((row) => row.includes(" |  | "));
    expect(empty.filter((row) => !row.includes("not shown by this answer"))).toEqual([]);
    for (const [question, [call, subject]] of Object.entries(openQuestions)) {
      const form = String(Reflect.get(dialect, question));
      const expected = form === "feilmeldinger" ? "json" : form;
      // A list of one code shows no separator.
      const forms = findingOf(probing, call, subject).forms.filter((found) => found !== "one code");
      expect([question, forms]).toEqual([question, [expected]]);
    }
    for (const [endpoint, call] of dated) {
      const { forms } = findingOf(probing, call, "dates");
      expect(forms, endpoint).toContain(dialect.dates[endpoint]);
      expect(forms.length, "only an end of day has another form than a start of day").toBe(
        dialect.dates[endpoint] === "to 23:59:59" ? 2 : 1,
      );
    }
  });

  it("thousands names the answers that the pipeline cannot read", async () => {
    const { probed } = await probeEmulator({ dialect: thousands });
    const names = unreadable(probed).map(({ call }) => call.name);
    expect(names).toContain("14-landet-ar");
  });
});

describe("a probe of the documented dialect", () => {
  it("calls every endpoint in about 25 calls, and finds the expected form everywhere", async () => {
    const { probed } = await documented();
    const others = probed.flatMap(({ findings }) =>
      findings.filter(({ forms }) => !forms.includes("one code")).filter(({ match }) => match === "accepted"),
    );
    expect(others).toEqual([]);
    const names = new Set(probed.map(({ probe }) => probe.endpoint));
    expect(registry.endpoints.filter(({ name }) => !names.has(name))).toEqual([]);
    expect(probed.length).toBeGreaterThanOrEqual(23);
    expect(probed.length).toBeLessThanOrEqual(30);
  });
});
