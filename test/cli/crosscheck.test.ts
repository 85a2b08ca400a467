// helserefusjon crosscheck as a person types it, and the release that reports it.
import { readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runProgram } from "../../src/cli/program.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { capturedContext } from "./captured-terminal.ts";

it("crosscheck prints a table, and the next release reports it as kryssjekk", async () => {
  const output = await temporaryFolder();
  const emulator = await startEmulator({
    world: { rows: 20_000, seed: 1 },
    dialect: dialects.documented,
  });
  onTestFinished(() => emulator.close());
  const scope = ["--since", "2020-01", "--until", "2020-03", "--fagomraader", "LE", "--periods", "ar"];
  const common = ["--origin", emulator.origin, "--output", output, ...scope];
  const checking = capturedContext();
  expect(await runProgram(["crosscheck", ...common, "--seed", "3"], checking)).toBe(0);
  expect(checking.out()).toMatch(/xlsx │ +3 │ +\d+ │ +0 │ +0 │ +0 │/);
  const releasing = capturedContext();
  expect(
    await runProgram(["run", ...common, "--threads", "1", "--datasets", "takstbruk_landet_ar"], releasing),
  ).toBe(0);
  const latest = join(output, "releases", readlinkSync(join(output, "releases", "latest")));
  const { kryssjekk } = JSON.parse(readFileSync(join(latest, "manifest.json"), "utf8"));
  expect(kryssjekk).toMatchObject({ seed: 3, share: 0.02, differences: [] });
  const [json, xml, csv, xlsx] = kryssjekk.representations.map(
    ({ requests }: { requests: number }) => requests,
  );
  expect([csv, xlsx]).toEqual([3, 3]);
  expect(json).toBeGreaterThan(3);
  expect(xml).toBe(json);
});
