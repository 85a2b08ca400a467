// The answers everything in the benchmark reads: the emulator's world pulled once, each body kept as a plain file.
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { registry } from "../../pipelines/registry.ts";
import { geographies, type Scope } from "../../src/domain/endpoint.ts";
import { periods } from "../../src/domain/period.ts";
import { endpointsOf } from "../../src/domain/registry.ts";
import { dialects } from "../../src/emulator/dialects.ts";
import { startEmulator } from "../../src/emulator/server.ts";
import { extract } from "../../src/extract/extract.ts";
import { realEffects } from "../../src/platform/effects.ts";
import { usualPatience } from "../../src/platform/http-client.ts";

/** One question (path and query, as requested) and the file in the folder that holds the body of its answer. */
export interface Answer {
  readonly path: string;
  readonly file: string;
}

/** What was recorded, and where. */
export interface Answers {
  readonly folder: string;
  readonly answers: readonly Answer[];
}

/** The months every benchmark is about, so that its answers stay the same from month to month. */
export const span: Scope = { since: "201501", until: "202610", geographies, periods };

/** Records the answers of a world of that many rows in `<folder>/<name>`, or finds them there from an earlier time. */
export async function recordAnswers(
  folder: string,
  of: {
    readonly name: string;
    readonly rows: number;
    readonly scope: Scope;
    readonly gzip: boolean;
    /** A scope whose answers are recorded too. */
    readonly before?: Scope | undefined;
  },
): Promise<Answers> {
  const place = join(folder, of.name);
  const index = join(place, "index.json");
  if (!existsSync(index)) {
    await rm(place, { recursive: true, force: true });
    await mkdir(`${place}.partial`, { recursive: true });
    const answers = await record(`${place}.partial`, of);
    await writeFile(join(`${place}.partial`, "index.json"), JSON.stringify(answers));
    await rename(`${place}.partial`, place);
  }
  const answers: readonly Answer[] = JSON.parse(await readFile(index, "utf8"));
  return { folder: place, answers };
}

async function record(
  folder: string,
  { rows, scope, gzip, before }: { rows: number; scope: Scope; gzip: boolean; before?: Scope | undefined },
): Promise<readonly Answer[]> {
  const emulator = await startEmulator({ world: { rows, seed: 1 }, dialect: dialects.documented });
  try {
    const output = join(folder, "pull");
    for (const one of before === undefined ? [scope] : [before, scope])
      await extract({
        output,
        origin: "emulator",
        address: emulator.origin,
        scope: one,
        endpoints: endpointsOf(registry, one),
        concurrency: 4,
        userAgent: "helserefusjon/bench",
        patience: usualPatience,
        drift: "warn",
        placeNumbers: async () => ({}),
        effects: realEffects(),
        report: () => {},
      });
    const answers: Answer[] = [];
    for (const path of emulator.requests().keys()) {
      const file = `${answers.length}.json${gzip ? ".gz" : ""}`;
      await keepBody(new URL(path, emulator.origin), join(folder, file));
      answers.push({ path, file });
    }
    await rm(output, { recursive: true });
    return answers;
  } finally {
    await emulator.close();
  }
}

async function keepBody(url: URL, file: string): Promise<void> {
  const { status, body } = await fetch(url, { headers: { "accept-encoding": "identity" } });
  if (status !== 200 || body === null) throw new Error(`Cannot record ${url} as an answer: status ${status}`);
  const compressing = file.endsWith(".gz") ? [createGzip({ level: 6 })] : [];
  await pipeline([Readable.fromWeb(body), ...compressing, createWriteStream(file)]);
}
