// Answers of takstbruk whose amounts have vanished or have another name: nothing of them is published.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { changedServer } from "../probe/changed-server.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const scope = ["--since", "2020-01", "--until", "2020-12", "--fagomraader", "LE"];
const narrow = [...scope, "--geographies", "landet", "--periods", "ar", "--datasets", "takstbruk_landet_ar"];

const changes: readonly (readonly [string, string, (body: string) => string, RegExp])[] = [
  [
    "all three amounts of JSON are left out",
    "json",
    (body) => body.replaceAll(/,"sum_(refusjon|egenandel_\w+)":[\d.E]+/g, ""),
    /takstbruk_landet_ar\/\S+ has no sum_refusjon in any of its rows \(\d+\)/,
  ],
  [
    "the header of CSV says Refusjon (kr)",
    "csv",
    (body) => body.replace("sum_refusjon", "Refusjon (kr)"),
    /has no sum_refusjon in any of its rows \(\d+\).*; it has a new field Refusjon \(kr\) that looks like it/,
  ],
];

describe("a server where", () => {
  it.each(changes)("%s stops the run, which names the field", async (_, representation, answer, says) => {
    const change = (body: string, path: string) => (path.includes("/landet/ar") ? answer(body) : body);
    const origin = await changedServer({ answer: change });
    const output = await temporaryFolder();
    const context = capturedContext();
    const words = ["run", "--origin", origin, "--output", output, "--representation", representation];
    expect(await runProgram([...words, ...narrow], context)).toBe(4);
    expect(context.err()).toMatch(says);
    expect(existsSync(join(output, "releases", "latest"))).toBe(false);
  });
});
