// What is seen of a run: by a person on 80 columns, in a log, by a program.
import { describe, expect, it } from "vitest";
import { openDisplay, wrapped } from "../../src/cli/display.ts";
import { checksText } from "../../src/cli/summary.ts";
import type { Progress } from "../../src/domain/progress.ts";
import { capturedContext } from "./captured-terminal.ts";
import { readable, screenOf } from "./screen.ts";

const planned = (requests: number, endpoint = "e"): Progress => {
  return { kind: "planned", requests, kept: 0, open: { [endpoint]: requests }, pull: "p" };
};
const answered = (request: string): Progress => ({ kind: "answered", request, rows: 1, bytes: 1 });

describe("in a log", () => {
  it("a run prints one line per endpoint, after the last answer of the endpoint", () => {
    const context = capturedContext();
    const { report } = openDisplay(context);
    report({ kind: "planned", requests: 3, kept: 0, open: { bandasjister: 1, takstbruk: 2 }, pull: "p" });
    for (const request of ["takstbruk/a", "bandasjister/all", "takstbruk/b"]) report(answered(request));
    expect(context.err().split("\n")).toEqual([
      "extract: 3 requests into p",
      "extract: bandasjister, 1 request, 1 row, 1 B (2 of 3 requests done)",
      "extract: takstbruk, 2 requests, 2 rows, 2 B (3 of 3 requests done)",
      "",
    ]);
  });

  it("counts a split request by its parts only, so that a run ends with all requests done", () => {
    const context = capturedContext();
    const { report } = openDisplay(context);
    report(planned(60));
    for (let at = 0; at < 59; at++) report(answered("e/r"));
    report({ kind: "split", request: "e/whole", parts: 2 });
    report(planned(2));
    for (let at = 0; at < 2; at++) report(answered("e/r"));
    expect(context.err()).toContain("extract: splitting e/whole into 2 parts\n");
    expect(context.err().trimEnd().split("\n").at(-1)).toContain("(61 of 61 requests done)");
  });
});

describe("on a terminal", () => {
  const largest = "takstbruk_kommune_maned/fagomraade-APO_fommaned-202501_tommaned-202601";

  /** A run of a thousand requests of a thousand seconds, at its end. */
  function longRun() {
    const context = capturedContext(true);
    let seconds = 0;
    const clock = { ...context.effects.clock, now: () => new Date(1_000 * seconds) };
    const display = openDisplay({ ...context, effects: { ...context.effects, clock } });
    display.report(planned(1_000, "takstbruk_kommune_maned"));
    for (let at = 0; at < 999; at++) {
      seconds++;
      display.report({ kind: "answered", request: largest, rows: 40_000, bytes: 12_300_000 });
    }
    return { context, display };
  }

  it("a run stays on two lines that fit 80 columns and tell stage, window, rows, bytes, rate and time left", () => {
    const { context } = longRun();
    const screen = screenOf(context.err());
    expect(screen).toEqual([
      "extract: 1 000 requests into p",
      "extract ███████████░ 99 % · 999/1000 · 39 960 000 rows · 12.3 GB",
      "  takstbruk_kommune_maned APO 202501 202601 · 12.3 MB/s · 1 s left",
    ]);
    for (const line of screen) expect(line.length).toBeLessThan(80);
  });

  it("a frame is one write that wipes nothing before it is overwritten, and has no colours", () => {
    const { context } = longRun();
    const frames = readable(context.err()).split("␛[2F").slice(1);
    expect(frames.length).toBeGreaterThan(900);
    for (const frame of frames) expect(frame).toMatch(/^[^␛]*␛\[K\n[^␛]*␛\[K\n$/);
  });

  it("what a person should know scrolls by above the two lines, and a retry is counted", () => {
    const { context, display } = longRun();
    display.report({ kind: "waiting", request: "e/r", seconds: 2, because: "503", unreachable: false });
    expect(screenOf(context.err())).toEqual([
      "extract: 1 000 requests into p",
      "extract: retrying e/r in 2.0 s, because 503",
      expect.stringContaining("12.3 GB · 1 retry"),
      expect.stringContaining("left"),
    ]);
  });

  it("a stage leaves one line behind that says what it did", () => {
    const { context, display } = longRun();
    display.report(answered(largest));
    display.stop();
    expect(screenOf(context.err()).at(-1)).toBe(
      "extract: 1 000 requests, 39 960 001 rows, 12.3 GB in 17 min",
    );
  });
});

describe("the time before and after the tables", () => {
  const clocked = (interactive: boolean) => {
    const context = capturedContext(interactive);
    let seconds = 0;
    const clock = { ...context.effects.clock, now: () => new Date(1_000 * seconds) };
    const display = openDisplay({ ...context, effects: { ...context.effects, clock } });
    const wait = (more: number) => {
      seconds += more;
    };
    return { context, display, wait };
  };

  it("names work that cannot be counted, and leaves nothing of it on a terminal", () => {
    const { context, display } = clocked(true);
    display.report({ kind: "preparing", text: "emulator: computing" });
    expect(screenOf(context.err())).toEqual(["emulator: computing", "  0 s"]);
    display.report(planned(2));
    expect(screenOf(context.err())[0]).toBe("extract: 2 requests into p");
    display.stop();
  });

  it("counts checks as it counts tables", () => {
    const { context, display, wait } = clocked(true);
    display.report({ kind: "stage_started", stage: "transform", tables: 1 });
    display.report({ kind: "table_done", stage: "transform", name: "t", rows: 7 });
    display.report({ kind: "stage_started", stage: "check", tables: 4 });
    wait(1);
    display.report({ kind: "table_done", stage: "check", name: "c", rows: 0 });
    expect(screenOf(context.err())).toEqual([
      "transform: 1 table, 7 rows in 0 s",
      "check ███░░░░░░░░░ 25 % · 1/4",
      "  c · 3 s left",
    ]);
    display.stop();
  });

  it("prints a line in a log when ten seconds passed without one", () => {
    const { context, display, wait } = clocked(false);
    display.report({ kind: "stage_started", stage: "check", tables: 3 });
    for (const _ of [1, 2, 3]) {
      wait(6);
      display.report({ kind: "table_done", stage: "check", name: "c", rows: 0 });
    }
    expect(context.err()).toBe("check: 2 of 3 checks done\ncheck: 3 of 3 checks done\n");
  });
});

describe("long lines", () => {
  it("break between words at the terminal's width, with continued lines indented", () => {
    const text = "2 warnings:\n  - Every kommune has a population in every year of the table (3 rows)";
    expect(wrapped(text, 40)).toBe(
      "2 warnings:\n  - Every kommune has a population in\n    every year of the table (3 rows)",
    );
    expect(wrapped(text, 200)).toBe(text);
  });

  it("tell the warnings of a build in one group, and differences in another", () => {
    const check = { nb: "Regel.", en: "Each takst has a name in the list of the API." };
    const warning = {
      name: "c",
      severity: "warn",
      check,
      failed: 2,
      noun: { nb: "rader", en: "rows" },
      sample: [],
    } as const;
    const drift = [{ endpoint: "e", kind: "new field", field: "f", found: "text", rows: 1 }] as const;
    const { terminal } = capturedContext(true);
    const text = checksText(
      { checks: [warning, warning, { ...warning, failed: 0 }], drift },
      { ...terminal, columns: 40 },
    );
    expect(text).toMatch(
      /^1 of 3 checks passed\nWarnings, which are published with the\n {2}data \(2\):\n {2}- Each takst/,
    );
    expect(text).toContain("\n  - new field e.f: text\n");
    for (const line of text.split("\n")) expect(line.length).toBeLessThan(40);
  });
});

describe("chosen by options", () => {
  it("--json logs a JSON object a line with the time, and --quiet nothing", () => {
    const [json, quiet] = [capturedContext(true), capturedContext(true)];
    openDisplay(json, { json: true }).report({ kind: "stage_started", stage: "load", tables: 2 });
    expect(JSON.parse(json.err())).toEqual({
      time: "2026-11-01T04:00:00.000Z",
      kind: "stage_started",
      stage: "load",
      tables: 2,
    });
    openDisplay(quiet, { quiet: true }).report({ kind: "message", text: "x" });
    expect(quiet.err()).toBe("");
  });
});
