// Every way the emulator can misbehave, and what the pull makes of it: the right rows, or one clear rejection.
import { describe, expect, it } from "vitest";
import { ContractError, RequestError } from "../../src/domain/errors.ts";
import { type Fault, type FaultRule, faultKinds } from "../../src/emulator/faults.ts";
import { pulling } from "./pulling.ts";

const path = "/takstbruk/agtakst/landet/ar";

function once(fault: Fault): readonly FaultRule[] {
  return [{ path: `${path}?fagomraade=LE&fomar=2020&tomar=2020`, calls: [1], fault }];
}

function always(fault: Fault): readonly FaultRule[] {
  return [{ path, calls: "all", fault }];
}

const passing: readonly (readonly [name: string, fault: Fault, waits: readonly number[]])[] = [
  ["500", { kind: "status", status: 500 }, [1000]],
  ["502", { kind: "status", status: 502 }, [1000]],
  ["503", { kind: "status", status: 503 }, [1000]],
  ["504", { kind: "status", status: 504 }, [1000]],
  ["408", { kind: "status", status: 408 }, [1000]],
  ["429 with Retry-After in seconds", { kind: "status", status: 429, retryAfter: "7" }, [7000]],
  [
    "429 with Retry-After as a date",
    { kind: "status", status: 429, retryAfter: "Sun, 01 Nov 2026 04:00:09 GMT" },
    [9000],
  ],
  ["429 that asks for a day", { kind: "status", status: 429, retryAfter: "86400" }, [120_000]],
  ["a slow drip", { kind: "slow drip", bytes: 2000, pause: 5 }, []],
  ["a reset before the answer", { kind: "reset", when: "before answer" }, [1000]],
  ["a reset within the body", { kind: "reset", when: "within body" }, [1000]],
  ["a cut between chunks", { kind: "cut", framing: "chunked" }, [1000]],
  ["a cut before the announced length", { kind: "cut", framing: "content-length" }, [1000]],
  ["a cut of a body that ends with the connection", { kind: "cut", framing: "until close" }, [1000]],
  ["a Content-Length too long", { kind: "wrong content-length", by: 100 }, [1000]],
  ["a Content-Length too short", { kind: "wrong content-length", by: -100 }, [1000]],
  ["a login page", { kind: "login page" }, [1000]],
  ["an error object", { kind: "error object" }, [1000]],
];

const rejected: readonly (readonly [
  name: string,
  fault: Fault,
  kind: typeof RequestError | typeof ContractError,
  message: RegExp,
])[] = [
  [
    "500",
    { kind: "status", status: 500 },
    RequestError,
    /Cannot fetch takstbruk_landet_ar.*: status 500.*[34] attempts/,
  ],
  [
    "a cut between chunks",
    { kind: "cut", framing: "chunked" },
    RequestError,
    /Cannot fetch takstbruk_landet_ar.*[34] attempts/,
  ],
  [
    "a login page",
    { kind: "login page" },
    ContractError,
    /takstbruk_landet_ar.* answer is an HTML page with/,
  ],
  ["an error object", { kind: "error object" }, ContractError, /takstbruk_landet_ar.* answer has no list/],
  [
    "a missing field",
    { kind: "missing field", field: "takstkode", rows: "last" },
    ContractError,
    /missing field takstkode \(no value in 1 of [\d ]+ rows, first in takstbruk_landet_ar\/fagomraade-LE/,
  ],
  [
    "a measure left out of every row",
    { kind: "missing field", field: "sum_refusjon" },
    ContractError,
    /missing field sum_refusjon \(takstbruk_landet_ar\/fagomraade-LE_fomar-2020_tomar-2020 has no sum_refusjon in any of its rows \(\d+\)\)/,
  ],
  [
    "a measure under another name",
    { kind: "renamed field", field: "sum_refusjon", to: "sumRefusjon" },
    ContractError,
    /has no sum_refusjon in any of its rows \(\d+\); it has a new field sumRefusjon that looks like it/,
  ],
  [
    "a changed type",
    { kind: "changed type", field: "sum_refusjon", to: "object", rows: "last" },
    ContractError,
    /changed type sum_refusjon \(object where money was expected\)/,
  ],
  [
    "a null where a value is promised",
    { kind: "null", field: "takstkode", rows: "first" },
    ContractError,
    /missing field takstkode \(no value in 1 of [\d ]+ rows, first in takstbruk_landet_ar\/fagomraade-LE/,
  ],
  [
    "a key that stands twice",
    { kind: "new field", field: "takstkode", rows: "last" },
    ContractError,
    /has the key "takstkode" twice in row/,
  ],
];

let sha256OfGood: string | undefined;

/** What the pull is without any fault. */
async function undisturbed(): Promise<string> {
  sha256OfGood ??= (await (await pulling({})).pull()).summary.sha256;
  return sha256OfGood;
}

describe("a fault that passes", () => {
  it.each(passing)(
    "%s: the answer is requested again and is the same as without it",
    async (_, fault, waits) => {
      const { pull, effects } = await pulling({ faults: once(fault) });
      const { summary } = await pull();
      expect(summary.sha256).toBe(await undisturbed());
      expect(effects.waits).toEqual(waits);
    },
  );
});

describe("a fault that stays", () => {
  it.each(rejected)(
    "%s: is rejected with a sentence that names the request and what was found",
    async (_, fault, kind, message) => {
      const { pull } = await pulling({ faults: always(fault) });
      const failure = pull();
      await expect(failure).rejects.toThrow(kind);
      await expect(failure).rejects.toThrow(message);
    },
  );
});

describe("a change of the rows that breaks no promise", () => {
  it("a new field: is kept, reported with how many rows have it, and does not stop the pull", async () => {
    const { pull } = await pulling({ faults: always({ kind: "new field", rows: "last" }) });
    const [receipt] = await (await pull()).pull.receipts("takstbruk_landet_ar");
    expect(receipt?.fields.nytt_felt).toEqual({ rows: 1, nulls: 0, kinds: ["string"] });
  });

  it("a new field: stops the pull where drift is told to fail", async () => {
    const { pull } = await pulling({ faults: always({ kind: "new field" }) });
    await expect(pull({ drift: "fail" })).rejects.toThrow(
      /new field nytt_felt \(string\)\..*Use --drift warn to accept them/,
    );
    await expect(pull()).resolves.toMatchObject({ summary: { requests: 4 } });
  });

  it("the names of what the documentation tells of without naming it: are no new fields where drift fails", async () => {
    const { pull } = await pulling({});
    await expect(pull({ drift: "fail" })).resolves.toMatchObject({ summary: { requests: 4 } });
  });

  it("a field more than those: is new, as it cannot be told which of them it is", async () => {
    const { pull } = await pulling({
      faults: [{ path: "/fagomraader", calls: "all", fault: { kind: "new field" } }],
    });
    await expect(pull({ drift: "fail" })).rejects.toThrow(
      /The answers of fagomraader differ .*new field nytt_felt/,
    );
  });

  it("a null where none is promised, a number as text, keys in another order: change nothing", async () => {
    for (const fault of [
      { kind: "null", field: "samhandler_praksis_type" },
      { kind: "changed type", field: "sum_refusjon", to: "text" },
      { kind: "keys in another order" },
    ] as const) {
      const { summary } = await (await pulling({ faults: always(fault) })).pull();
      expect(summary.requests).toBe(4);
    }
  });
});

describe("a server that is dying", () => {
  it("is left alone once the run's patience is used up", async () => {
    const scope = { since: "201501", until: "202610", geographies: ["landet"], periods: ["maned"] } as const;
    const { pull, emulator } = await pulling(
      {
        faults: [
          { path: "/takstbruk/agtakst/landet/maned", calls: "all", fault: { kind: "status", status: 500 } },
        ],
      },
      scope,
    );
    await expect(pull()).rejects.toThrow(
      /more were not requested, because the server failed too often. Run again to continue/,
    );
    const requested = [...emulator.requests().values()].reduce((sum, times) => sum + times, 0);
    expect(requested).toBeLessThan(253 / 2);
  });
});

describe("every fault of the emulator", () => {
  it("is named by a test here", () => {
    const named = new Set([...passing, ...rejected].map(([, fault]) => fault.kind));
    // The hangs in hangs.test.ts, answers to other questions in contradictions.test.ts and ignoring-servers.test.ts.
    const elsewhere = [
      "keys in another order",
      "capped rows",
      "other parameter",
      "other request",
      "scaled field",
      "swapped fields",
      "hang before body",
      "hang within body",
    ];
    expect(faultKinds.filter((kind) => !named.has(kind) && !elsewhere.includes(kind))).toEqual([]);
  });
});
