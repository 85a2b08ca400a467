// A probe reports unexpected answers: the call, the finding and what to do. It goes on to the last call.
import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/emulator/faults.ts";
import { unreadable, withoutAnswer } from "../../src/probe/probe.ts";
import { reportText, verdictText } from "../../src/probe/report.ts";
import { scriptedServer } from "../extract/scripted-server.ts";
import { changedServer } from "./changed-server.ts";
import { callOf, findingOf, type Probing, probeAt, probeEmulator } from "./probing.ts";

const about = {
  origin: "the test",
  begun: new Date("2026-11-01T04:00:00.000Z"),
  tool: "test",
  notCalled: [],
};

function namesOf(probed: Probing["probed"]): readonly string[] {
  return probed.map(({ probe }) => probe.name);
}

/** A section of the report, as one line. */
function sectionOf({ probed }: Probing, title: string): string {
  const [, section = ""] = reportText(probed, about).split(`## ${title}\n`);
  return section.split("\n## ")[0]?.replaceAll(/\s+/g, " ") ?? "";
}

/** The fault each call meets, the pipeline's exit code, and the report's text. */
const spoiled: readonly (readonly [call: string, fault: Fault, exitCode: number, says: RegExp])[] = [
  [
    "takstkoder-offisielle",
    { kind: "login page" },
    4,
    /HTML page .*expected JSON.*begins: .*<html.*the root is wrong/,
  ],
  ["nlkkoder", { kind: "error object" }, 4, /Cannot read nlkkoder/],
  ["apatkombinasjoner", { kind: "missing field", field: "t_kode" }, 4, /missing field t_kode/],
  ["bandasjister", { kind: "changed type", field: "sar_navn", to: "object" }, 4, /changed type sar_navn/],
  ["kommune-maned", { kind: "status", status: 503 }, 3, /status 503.*Probe again later/],
  ["fylke-maned", { kind: "cut", framing: "chunked" }, 3, /and then failed/],
  ["landet-maned", { kind: "reset", when: "within body" }, 3, /and then failed/],
];

const paths: Readonly<Record<string, string>> = {
  "takstkoder-offisielle":
    "/takstkoder?fagomraade=LE&takstkode=2ad&offisielle_ugyldige_takstkombinasjoner=ja",
  "kommune-maned": "/takstbruk/agtakst/kommune/maned",
  "fylke-maned": "/takstbruk/agtakst/fylke/maned",
  "landet-maned":
    "/takstbruk/agtakst/landet/maned?fagomraade=LE&fommaned=202510&tommaned=202610&takstkoder=2ad",
};

describe("a probe of a server where endpoints answer with", () => {
  it("pages, errors, cuts, silence and broken contracts names each, and reads all others", async () => {
    const faults = spoiled.map(
      ([call, fault]) => ({ path: paths[call] ?? `/${call}`, calls: "all", fault }) as const,
    );
    const silent = {
      path: "/takstbruk/agtakst/fylke/ar",
      calls: "all",
      fault: { kind: "hang before body" },
    } as const;
    const probing = await probeEmulator({ faults: [...faults, silent] });
    expect(namesOf(withoutAnswer(probing.probed))).toEqual(["fylke-ar"]);
    expect(sectionOf(probing, "Calls without an answer")).toMatch(
      /fylke-ar: .* got no answer .*Check that this is the right host/,
    );
    expect(sectionOf(probing, "Findings")).toMatch(
      /fylke-ar \|[^|]*\|[^|]*\| \| \*\*unanswered\*\* \| gets no answer/,
    );
    expect(namesOf(unreadable(probing.probed))).toEqual(spoiled.map(([call]) => call));
    const sections = sectionOf(probing, "Answers the pipeline cannot read").split("### ");
    for (const [index, [call, { kind }, exitCode, says]] of spoiled.entries()) {
      expect(callOf(probing, call).outcome, kind).toMatchObject({ kind: "rejected", exitCode });
      expect(sections[index + 1], kind).toMatch(says);
    }
    expect(verdictText(probing.probed)).toMatch(
      /^The pipeline cannot read 7 of 2\d answers: 03-takstkoder-of.* 1 call got no answer: \d\d-fylke-ar\.$/,
    );
  });
});

interface Surprise {
  readonly call: string;
  readonly about: string;
  /** The report's line. */
  readonly says: RegExp;
}

/** As changed below, in the order of the calls. */
const surprising: readonly Surprise[] = [
  {
    call: "refusjonskategorisatser-LR",
    about: "samhandlertype",
    says: /the same answer for both .*one of them is wrong/,
  },
  { call: "apatkombinasjoner", about: "dates", says: /den 2022-01-01 .*rejects it \(exit 4\)/ },
  { call: "bandasjister", about: "open end", says: /2199-\d\d-\d\d .*api_end_date/ },
  { call: "kommune-ar", about: "filter", says: /The server ignores a parameter/ },
  { call: "landet-ar-2010-2014", about: "first year", says: /2013 has rows: pull with --since 2013-01/ },
  {
    call: "landet-maned-14",
    about: "14 months",
    says: /13 of 14 months, without an error .*Shorten the endpoint's windows/,
  },
];

function otherPath(path: string): string {
  return path
    .replace("samhandlertype=LR", "samhandlertype=PO")
    .replace("&kommuner=1505", "")
    .replace("fomar=2010&tomar=2014", "fomar=2015&tomar=2015")
    .replace("tommaned=201906", "tommaned=201905");
}

function otherBody(body: string, path: string): string {
  if (path.includes("/bandasjister")) return body.replaceAll(/"gyldig_til":"\d{4}/g, '"gyldig_til":"2199');
  if (path.includes("/apatkombinasjoner")) return body.replaceAll('"fradato":"', '"fradato":"den ');
  if (path.includes("fomar=2010")) return body.replaceAll('"2015"', '"2013"');
  return path.includes("/fylke/") ? body.replaceAll('"takstkode"', '"nytt_felt":"?","takstkode"') : body;
}

describe("a probe of a server that ignores parameters, cuts windows, has older figures, new fields and forms", () => {
  it("names each and what to do, and the value that it cannot read", async () => {
    const probing = await probeAt(await changedServer({ ask: otherPath, answer: otherBody }));
    const lines = sectionOf(probing, "Unknown forms").split(/(?=- \d\d-)/);
    for (const [index, { call, about: requested, says }] of surprising.entries()) {
      expect(findingOf(probing, call, requested).match).toBe("other");
      expect(lines[index + 1]).toMatch(says);
    }
    expect(lines).toHaveLength(surprising.length + 1);
    const firsts = sectionOf(probing, "Drift from the registry");
    expect(firsts).toMatch(
      /11-fylke-maned, 12-fylke-ar: new field, `` nytt_felt ``: string\. .*`pipelines\/`/,
    );
    expect(namesOf(unreadable(probing.probed))).toEqual(["apatkombinasjoner", "bandasjister", "kommune-ar"]);
    expect(callOf(probing, "apatkombinasjoner").outcome).toMatchObject({ kind: "rejected", exitCode: 4 });
    expect(sectionOf(probing, "Answers the pipeline cannot read")).toMatch(/expected a day.*den \d{4}/);
  });
});

describe("a probe of a server where", () => {
  it("every answer is a web page makes all calls, and cannot read one answer", async () => {
    const page = await scriptedServer((response) => {
      response.setHeader("content-type", "text/html").end("<!DOCTYPE html><title>Logg inn</title>");
    });
    const { probed } = await probeAt(`${page.origin}/v1`);
    expect(probed.length).toBeGreaterThanOrEqual(22);
    const wanted = probed.filter(({ probe }) => probe.should === "read");
    expect(namesOf(unreadable(probed))).toEqual(namesOf(wanted));
    expect(probed.filter(({ outcome }) => outcome?.kind === "read")).toEqual([]);
  });

  it("each answer has Retry-After waits before the next call, and makes no call twice", async () => {
    const busy = await scriptedServer((response) => {
      response.writeHead(429, { "retry-after": "7" }).end();
    });
    const { probed, effects } = await probeAt(`${busy.origin}/v1`);
    expect(effects.waits.filter((wait) => wait >= 7_000)).toHaveLength(probed.length);
    expect(busy.requested.length).toBe(probed.length);
  });
});
