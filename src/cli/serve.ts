// helserefusjon serve: serves a release and its catalogue page on this machine until Ctrl-C.
import { resolve } from "node:path";
import { z } from "zod";
import { untilInterrupted } from "../platform/process.ts";
import { serveRelease } from "../release/serve.ts";
import { defineCommand, options, optionTexts, portOption, releaseOption } from "./command.ts";
import { knownRelease } from "./output-folder.ts";

const shape = {
  release: releaseOption,
  host: z.string().min(1).default("127.0.0.1").register(optionTexts, {
    help: "address to listen on; only this machine can reach the default",
    expected: "an address of this machine",
    example: "0.0.0.0",
  }),
  port: portOption(4681),
  output: options.output,
};

export const serveCommand = defineCommand({
  name: "serve",
  summary: "serve a release and its catalogue page for a browser, until Ctrl-C",
  examples: [
    ["helserefusjon serve", "the latest release at http://127.0.0.1:4681/"],
    ["helserefusjon serve output/releases/latest --port 0", "a release by its folder, at a free port"],
    ["helserefusjon serve latest --host 0.0.0.0", "also for other machines"],
  ],
  shape,
  positionals: ["release"],
  async run(values, { terminal }) {
    const { release, host, port, output } = values;
    const known = await knownRelease(release, resolve(output));
    const stopped = untilInterrupted();
    const served = await serveRelease(known, { host, port });
    terminal.out(`${known.manifest.id} is at ${served.address} until you press Ctrl-C.\n`);
    process.send?.({ address: served.address });
    await stopped;
    await served.close();
    return undefined;
  },
});
