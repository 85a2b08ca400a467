// An answer that ends too early, although its transport ends cleanly: never read as whole, requested again, then requested in parts.

import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RequestError } from "../../src/domain/errors.ts";
import { type Representation, representations } from "../../src/domain/representation.ts";
import { extract } from "../../src/extract/extract.ts";
import { failureOfError } from "../../src/extract/failure.ts";
import { openAnswerWriter } from "../../src/extract/json-answer.ts";
import { settleWithin } from "../../src/platform/limiter.ts";
import { openOriginal } from "../../src/representations/store-original.ts";
import { scriptedServer } from "../extract/scripted-server.ts";
import { list, options } from "../extract/two-endpoints.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { announced, endpoint, storeBody } from "./stored-bodies.ts";
import { asCsv, asJson, asXlsx, asXml, type Row } from "./tables.ts";
import { partsOf, sheetOf, zipped } from "./workbook.ts";

const csvForm = { delimiter: ";", end: "\r\n", mark: "" };

async function bodyOf(representation: Representation, rows: readonly Row[]): Promise<Buffer> {
  switch (representation) {
    case "json":
      return Buffer.from(asJson(rows));
    case "xml":
      return Buffer.from(asXml(rows).trimEnd());
    case "csv":
      return Buffer.from(asCsv(rows, csvForm));
    case "xlsx":
      return await asXlsx(rows);
  }
}

describe("a body cut at any place", () => {
  const rows = Array.from({ length: 120 }, (_, at) => ({
    ar: "2023",
    takstkode: `${at}ad`,
    navn: at % 3 === 0 ? 'Øst; "vest"\nog <nord>' : "blå 😀",
    sum: `${at}.50`,
  }));

  async function stored(representation: Representation, body: Buffer, encoding?: "gzip"): Promise<number> {
    const headers = encoding === undefined ? announced : { ...announced, "content-encoding": encoding };
    if (representation !== "json") return (await storeBody(representation, body, headers)).stored.rows;
    const writer = openAnswerWriter(`${await temporaryFolder()}/rows`, { endpoint, encoding });
    // The reader may change what it is given.
    writer.input.end(Buffer.from(body));
    return (await writer.stored).rows;
  }

  /** Forty places, one in each fortieth of the body, its last byte, and twenty at random. */
  function places(length: number): readonly number[] {
    const random = fc.sample(fc.integer({ min: 0, max: length - 1 }), { numRuns: 20, seed: 20_261_129 });
    return [...Array.from({ length: 40 }, (_, at) => Math.floor((at * length) / 40)), length - 1, ...random];
  }

  const forms = representations.flatMap((representation) => [
    [representation, "as it is"] as const,
    [representation, "compressed whole, and the package cut"] as const,
    [representation, "compressed after it was cut"] as const,
  ]);

  it.each(forms)("is taken for cut as %s, %s", async (representation, how) => {
    const body = await bodyOf(representation, rows);
    expect(await stored(representation, body)).toBe(120);
    const sent = how === "compressed whole, and the package cut" ? gzipSync(body) : body;
    const undecidable: number[] = [];
    const cuts = places(sent.length);
    const outcomes = await settleWithin(8, cuts, (place) => {
      const part = sent.subarray(0, place);
      return how === "as it is"
        ? stored(representation, part)
        : stored(representation, how.startsWith("compressed whole") ? part : gzipSync(part), "gzip");
    });
    for (const [at, place] of cuts.entries()) {
      const outcome = outcomes[at];
      const isBetweenLines = representation === "csv" && sent === body && sent[place - 1] === 0x0a;
      if (isBetweenLines && outcome?.status === "fulfilled") undecidable.push(place);
      else
        expect(
          outcome?.status === "rejected" && failureOfError(outcome.reason).maySplit,
          `byte ${place}: ${outcome?.status === "rejected" ? outcome.reason : "read"}`,
        ).toBe(true);
    }
    expect(
      undecidable.length,
      "CSV cut just after a line end, where only the transport can tell",
    ).toBeLessThan(10);
  });
});

describe("a server that gives up within a large answer", () => {
  const framings = ["content-length", "chunked", "connection close"] as const;
  interface Sending {
    readonly framing: (typeof framings)[number];
    readonly isCompressed: boolean;
  }
  const cases = representations.flatMap((representation) =>
    framings.flatMap((framing) =>
      [false, true]
        // A CSV that neither the server nor a package ends is never believed.
        .filter((isCompressed) => representation !== "csv" || framing !== "connection close" || isCompressed)
        .map((isCompressed) => ({
          representation,
          framing,
          isCompressed,
          how: isCompressed ? "gzip" : "plain",
        })),
    ),
  );

  /** Answers windows of up to seven months; longer answers end in the middle, but the transport ends as if they were whole. */
  async function answer(response: ServerResponse, url: URL, sending: Sending): Promise<void> {
    if (url.pathname === "/fagomraader") {
      response.end(list);
      return;
    }
    const first = Number(url.searchParams.get("fommaned"));
    const last = Number(url.searchParams.get("tommaned"));
    const months = last - first + 1 - (Math.floor(last / 100) - Math.floor(first / 100)) * 88;
    const rows = Array.from({ length: months }, (_, at) => {
      const month = (first % 100) - 1 + at;
      const ar = String(Math.floor(first / 100) + Math.floor(month / 12));
      return {
        ar,
        maned: String((month % 12) + 1).padStart(2, "0"),
        fagomraade: url.searchParams.get("fagomraade") ?? "",
      };
    });
    const representation = representations.find((one) => url.pathname.startsWith(`/${one}/`)) ?? "json";
    const whole = await tableOf(representation, rows);
    const half = Math.floor(whole.length / 2);
    // Within the first cell of a line, as a CSV cut there can be told.
    const end = representation === "csv" ? whole.indexOf("\n", half) + 3 : half;
    send(response, months > 7 ? whole.subarray(0, end) : whole, sending);
  }

  function send(response: ServerResponse, plain: Buffer, { framing, isCompressed }: Sending): void {
    const body = isCompressed ? gzipSync(plain) : plain;
    if (isCompressed) response.setHeader("content-encoding", "gzip");
    if (framing === "content-length") response.setHeader("content-length", body.length);
    if (framing === "connection close") {
      response.useChunkedEncodingByDefault = false;
      response.setHeader("connection", "close");
    }
    response.write(body.subarray(0, 20));
    response.end(body.subarray(20));
  }

  async function tableOf(representation: Representation, rows: readonly Row[]): Promise<Buffer> {
    const names = ["ar", "maned", "fagomraade"];
    if (representation === "json") return Buffer.from(asJson(rows));
    if (representation === "xml") return Buffer.from(asXml(rows));
    const cells = [names, ...rows.map((row) => names.map((name) => row[name] ?? ""))];
    if (representation === "xlsx") return await zipped(partsOf([sheetOf(cells)]));
    return Buffer.from(cells.map((line) => `${line.join(";")}\r\n`).join(""));
  }

  async function given(origin: string, representation: Representation) {
    const usual = await options(origin);
    const endpoints = usual.endpoints.map((one) =>
      one.period === undefined
        ? one
        : { ...one, otherPaths: { xml: "/xml/x", csv: "/csv/x", xlsx: "/xlsx/x" } },
    );
    const scope = { ...usual.scope, since: "202001", until: "202012" } as const;
    return {
      ...usual,
      openOther: openOriginal,
      endpoints,
      scope: representation === "json" ? scope : { ...scope, representation },
    };
  }

  it.each(cases)(
    "is requested again, then for halves of the window: $representation, $how, ended by $framing",
    async (one) => {
      const server = await scriptedServer((response, path) => {
        void answer(response, new URL(path, "http://localhost"), one);
      });
      const { summary } = await extract(await given(server.origin, one.representation));
      expect(summary.rows, "two fagomraader and twelve months of each").toBe(2 + 24);
      const requested = server.requested.filter((path) => path.includes("fagomraade=LE"));
      expect(requested).toHaveLength(4 + 2);
    },
  );

  it("is named as a failure to deliver where nothing is left to divide", async () => {
    const server = await scriptedServer((response, path) => {
      response.end(path === "/fagomraader" ? list : '{"antall":1,"takstbruk":[{"ar":"2020"}');
    });
    const usual = await options(server.origin);
    const failure = extract({ ...usual, scope: { ...usual.scope, since: "202001", until: "202001" } });
    await expect(failure).rejects.toThrow(RequestError);
    await expect(failure).rejects.toThrow("the answer ends within its list after 1 whole rows");
  });
});
