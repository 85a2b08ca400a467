// A release whose manifest an earlier version of this tool wrote: the commands that read releases still read it.
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { runProgram } from "../../src/cli/program.ts";
import { readManifest } from "../../src/stores/release-reader.ts";
import { capturedContext } from "../cli/captured-terminal.ts";
import { load, outputWith, takstbruk, takstkoder, tool } from "../load/small-build.ts";
import { edit, sumAgain } from "./altered-release.ts";

const current = z.looseObject({ checks: z.array(z.looseObject({ check: z.object({ en: z.string() }) })) });

/** A release twice in an output folder: as it is, and as version 1.0 of the manifest had it. */
async function withOlder(): Promise<{
  readonly output: string;
  readonly older: string;
  readonly id: string;
}> {
  const output = await outputWith();
  const { id, folder } = await load({
    output,
    datasets: [takstkoder, takstbruk],
    tool,
    report: () => undefined,
  });
  const older = join(output, "releases", `${id}-2`);
  await cp(folder, older, { recursive: true });
  const manifest = current.parse(JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")));
  const checks = manifest.checks.map(({ check, noun: _noun, counted: _counted, ...rest }) => ({
    ...rest,
    claim: check.en,
  }));
  const text = JSON.stringify({ ...manifest, id: `${id}-2`, manifest_version: "1.0", checks });
  await writeFile(join(older, "manifest.json"), text);
  await sumAgain(older);
  return { output, older, id };
}

it("is read with its checks in the terms of today, verified, compared and read for its vintages", async () => {
  const { output, older, id } = await withOlder();
  const { checks } = await readManifest(older);
  expect(checks[0]).toMatchObject({
    check: { en: "Every takst is known" },
    noun: { en: "rows or distinct values" },
  });
  const commands = [
    ["verify", `${id}-2`],
    ["diff", `${id}-2`, id],
    ["history", "takstkoder", "--key", "takstkode=1ad"],
  ];
  for (const argv of commands) {
    const context = capturedContext();
    const code = await runProgram([...argv, "--output", output], context);
    expect([argv[0], code], context.err()).toEqual([argv[0], 0]);
  }
});

it("is rejected if it is neither of this version nor of one that can be read", async () => {
  const { older } = await withOlder();
  await edit(join(older, "manifest.json"), (text) => text.replace('"1.0"', '"0.9"'));
  await sumAgain(older);
  await expect(readManifest(older)).rejects.toThrow(
    /manifest_version.*If another version of this tool wrote it/,
  );
});
