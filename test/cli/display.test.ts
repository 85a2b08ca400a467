// What is seen of a run: by a person on 80 columns, in a log, by a program.
import { describe, expect, it } from "vitest";
import { openDisplay } from "../../src/cli/display.ts";
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
      "extract: bandasjister, 1 requests, 1 rows, 1 B (2 of 3 requests done)",
      "extract: takstbruk, 2 requests, 2 rows, 2 B (3 of 3 requests done)",
      "",
    ]);
  });

  it("counts a request asked in parts by its parts only, so that a run ends at all of all", () => {
    const context = capturedContext();
    const { report } = openDisplay(context);
    report(planned(60));
    for (let at = 0; at < 59; at++) report(answered("e/r"));
    report({ kind: "divided", request: "e/whole", parts: 2 });
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
      "extract: 1000 requests into p",
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
    display.report({ kind: "waiting", request: "e/r", seconds: 2, because: "503" });
    expect(screenOf(context.err())).toEqual([
      "extract: 1000 requests into p",
      "extract: retrying e/r in 2.0 s, because 503",
      expect.stringContaining("12.3 GB · 1 retries"),
      expect.stringContaining("left"),
    ]);
  });

  it("a stage leaves one line behind that says what it did", () => {
    const { context, display } = longRun();
    display.report(answered(largest));
    display.stop();
    expect(screenOf(context.err()).at(-1)).toBe("extract: 1000 requests, 39 960 001 rows, 12.3 GB in 17 min");
  });
});

describe("asked for otherwise", () => {
  it("--json logs a JSON object a line with the time, and --quiet nothing", () => {
    const [json, quiet] = [capturedContext(true), capturedContext(true)];
    openDisplay(json, { json: true }).report({ kind: "begun", stage: "load", tables: 2 });
    expect(JSON.parse(json.err())).toEqual({
      time: "2026-11-01T04:00:00.000Z",
      kind: "begun",
      stage: "load",
      tables: 2,
    });
    openDisplay(quiet, { quiet: true }).report({ kind: "noted", text: "x" });
    expect(quiet.err()).toBe("");
  });
});
