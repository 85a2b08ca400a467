// What a person sees of a run: how far it is, and that it arrives.
import { expect, it } from "vitest";
import { openDisplay } from "../../src/cli/display.ts";
import { capturedContext } from "./captured-terminal.ts";

it("counts a request asked in parts by its parts only, so that a run ends at all of all", () => {
  const { terminal, err } = capturedContext();
  const { report } = openDisplay(terminal);
  report({ kind: "planned", requests: 60, kept: 0, pull: "p" });
  for (let at = 0; at < 59; at++) report({ kind: "answered", request: "r", rows: 1, bytes: 1 });
  report({ kind: "divided", request: "e/whole", parts: 2 });
  report({ kind: "planned", requests: 2, kept: 0, pull: "p" });
  for (let at = 0; at < 2; at++) report({ kind: "answered", request: "r", rows: 1, bytes: 1 });
  expect(err()).toContain("extract: e/whole will be asked in 2 parts\n");
  expect(err().trimEnd().split("\n").at(-1)).toBe("extract: 61 of 61 requests, 61 rows, 61 B");
});
