// Parts of a pull that several machines fetch, and the pull that they become.
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ExtractOptions, extract } from "../../src/extract/extract.ts";
import { mergeParts, partOutput } from "../../src/extract/merge.ts";
import { filesBelow } from "../../src/platform/files.ts";
import { stillEffects } from "../still-effects.ts";
import { scriptedServer } from "./scripted-server.ts";
import { give, good, list, options, rowsFor, scope } from "./two-endpoints.ts";

/** Answers without the time, which one machine and three would get at different seconds. */
function timeless(response: ServerResponse, path: string): void {
  response.sendDate = false;
  good(response, path);
}

/** Fetches one of three parts, as one machine of three does. */
async function fetchPart(number: number, fetching: ExtractOptions): Promise<void> {
  const part = { number, of: 3 };
  await extract({ ...fetching, part, output: partOutput(fetching.output, part) });
}

/** Fetches all parts. A change concerns the second one. */
async function fetchParts(fetching: ExtractOptions, change: Partial<ExtractOptions> = {}): Promise<void> {
  for (const number of [1, 2, 3])
    await fetchPart(number, number === 2 ? { ...fetching, ...change } : fetching);
}

function merging({ output, endpoints }: ExtractOptions) {
  return mergeParts({ output, endpointsFor: () => endpoints });
}

async function bytesIn(folder: string) {
  const paths = await filesBelow(folder);
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

describe("extract with a part", () => {
  it("requests the list of codes, and each other request in exactly one part", async () => {
    const server = await scriptedServer(good);
    const fetching = await options(server.origin);
    await fetchParts(fetching);
    const requested = server.requested.filter((path) => path !== "/fagomraader");
    expect(server.requested).toHaveLength(3 + 4);
    expect(new Set(requested).size).toBe(4);
  });

  it("marks the pull as a part", async () => {
    const server = await scriptedServer(good);
    const fetching = await options(server.origin);
    await fetchPart(2, fetching);
    const file = join(fetching.output, "parts", "2-of-3", "raw", "20261101T040000Z", "pull.json");
    expect(JSON.parse(readFileSync(file, "utf8")).part).toEqual({ number: 2, of: 3 });
  });
});

describe("mergeParts()", () => {
  it("makes the pull of one machine, file for file and byte for byte", async () => {
    const server = await scriptedServer(timeless);
    const fetching = await options(server.origin);
    await fetchParts(fetching);
    const { pull, summary } = await merging(fetching);
    const alone = await extract(await options(server.origin));
    expect(await bytesIn(pull.folder)).toEqual(await bytesIn(alone.pull.folder));
    expect(summary).toEqual(alone.summary);
    expect(summary.requests).toBe(5);
  });

  it("keeps the splits of requests that the API could not deliver whole", async () => {
    const server = await scriptedServer((response, path) => {
      const window = new URL(path, "http://server").searchParams;
      const isLong = window.get("fommaned") === "202001" && window.get("tommaned") === "202101";
      if (isLong) give(response, "too much", 413);
      else timeless(response, path);
    });
    const fetching = await options(server.origin);
    await fetchParts(fetching);
    const { pull } = await merging(fetching);
    const alone = await extract(await options(server.origin));
    const merged = await bytesIn(pull.folder);
    expect(Object.keys(merged).filter((path) => path.endsWith(".split.json"))).toHaveLength(2);
    expect(merged).toEqual(await bytesIn(alone.pull.folder));
  });

  it.each([
    [
      "scope",
      { scope: { ...scope, until: "202102" } },
      /another scope: .*1-of-3.* has .*202103.*2-of-3.* has .*202102/,
    ],
    ["origin", { origin: "http://elsewhere.example" }, /another origin: .*elsewhere/],
    ["day", { effects: stillEffects("2026-11-02T04:00:00.000Z") }, /another day: .*20261101.*20261102/],
  ])("rejects parts that differ in their %s", async (_what, change, sentence) => {
    const server = await scriptedServer(good);
    const fetching = await options(server.origin);
    await fetchParts(fetching, change);
    await expect(merging(fetching)).rejects.toThrow(sentence);
  });

  it("rejects parts whose list of codes changed meanwhile", async () => {
    let isChanged = false;
    const server = await scriptedServer((response, path) => {
      const other = list.replace("FY", "TL");
      give(response, path === "/fagomraader" ? (isChanged ? other : list) : rowsFor(path));
    });
    const fetching = await options(server.origin);
    for (const number of [1, 2, 3]) {
      isChanged = number === 3;
      await fetchPart(number, fetching);
    }
    await expect(merging(fetching)).rejects.toThrow(
      /the answer to fagomraader\/all differs between .*1-of-3.* and .*3-of-3/,
    );
  });

  it("names the part that is missing, and the command that fetches it", async () => {
    const server = await scriptedServer(good);
    const fetching = await options(server.origin);
    await expect(merging(fetching)).rejects.toThrow(/^Cannot merge: found no complete part in /);
    await fetchPart(1, fetching);
    await fetchPart(3, fetching);
    await expect(merging(fetching)).rejects.toThrow(/found 1, 3 \(missing 2\)\. Run extract --part 2\/3/);
  });
});
