// helserefusjon serve: a release with its catalogue page, shown on this machine until stopped.
import { resolve } from "node:path";
import { z } from "zod";
import { untilInterrupted } from "../platform/interrupt.ts";
import { serveRelease } from "../release/serve.ts";
import { validated } from "./arguments.ts";
import type { Command } from "./command.ts";
import { options, words } from "./options.ts";
import { knownRelease } from "./release-named.ts";

const shape = {
  release: z.string().min(1).default("latest").register(words, {
    help: "the release to show: an id in the output folder, or a folder",
    allowed: "the name or the folder of a release",
  }),
  host: z.string().min(1).default("127.0.0.1").register(words, {
    help: "address to listen on; only this machine can reach the default",
    allowed: "an address of this machine, such as 127.0.0.1 or 0.0.0.0",
  }),
  port: z.coerce.number().int().min(0).max(65_535).default(4681).register(words, {
    help: "port to listen on; 0 takes a free one",
    allowed: "a whole number from 0 to 65535",
  }),
  output: options.output,
};

export const serveCommand: Command = {
  name: "serve",
  summary: "show a release and its catalogue page in the browser, until stopped",
  examples: [
    ["helserefusjon serve", "the latest release at http://127.0.0.1:4681/"],
    ["helserefusjon serve output/releases/<id> --port 0", "a release by its folder, at a free port"],
    ["helserefusjon serve latest --host 0.0.0.0", "for other machines too"],
  ],
  shape,
  positionals: ["release"],
  async run(argv, { terminal }) {
    const { release, host, port, output } = validated(argv, shape);
    const known = await knownRelease(release, resolve(output));
    const stopped = untilInterrupted();
    const served = await serveRelease(known, { host, port });
    terminal.out(`${known.manifest.id} is at ${served.address} until you press Ctrl-C.\n`);
    process.send?.({ address: served.address });
    await stopped;
    await served.close();
  },
};
