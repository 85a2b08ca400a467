// Servers whose answers are whole, and yet not the answers to what was requested: nothing of them is published.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Fault, FaultRule } from "../../src/emulator/faults.ts";
import { served } from "./served.ts";

const scope = [
  "--since",
  "2019-07",
  "--until",
  "2020-07",
  "--geographies",
  "landet",
  "--fagomraader",
  "LE,FY",
];

function rules(path: string, fault: Fault): readonly FaultRule[] {
  return [{ path, calls: "all", fault }];
}

const samhandlertype = { kind: "other parameter", parameter: "samhandlertype", value: "PO" } as const;
const everywhere = ["/takstbruk/agtakst/landet/maned", "/refusjonskategorisatser", "/apatkombinasjoner"];

const contradictions: readonly (readonly [string, readonly FaultRule[], number, RegExp])[] = [
  [
    "refusjonskategorisatser of LR are those of PO",
    rules("/refusjonskategorisatser", samhandlertype),
    6,
    /refusjonskategorisatser\/samhandlertype-LR, refusjonskategorisatser\/samhandlertype-PO have the same \d+ rows, although PO and LR have different rates/,
  ],
  [
    "nlkkoder of LR are those of PO",
    rules("/nlkkoder", samhandlertype),
    6,
    /nlkkoder\/samhandlertype-LR, nlkkoder\/samhandlertype-PO have the same \d+ rows/,
  ],
  [
    "every answer has at most 100 rows, and says these are all",
    everywhere.flatMap((path) => rules(path, { kind: "capped rows", most: 100 })),
    6,
    /answers have exactly 100 rows, and no other of their endpoints has more: the API seems to leave out further rows/,
  ],
  [
    "every list is empty",
    ["/takstbruk/agtakst/landet/maned", "/takstbruk/agtakst/landet/ar", "/bandasjister"].flatMap((path) =>
      rules(path, { kind: "capped rows", most: 0 }),
    ),
    6,
    /takstbruk has no rows: 4 requests answered without any\n.*bandasjister has no rows/,
  ],
  [
    "takstbruk of FY is that of LE",
    rules("landet/ar?fagomraade=FY&fomar=2019&tomar=2020", {
      kind: "other parameter",
      parameter: "fagomraade",
      value: "LE",
    }),
    4,
    /fagomraade/,
  ],
];

describe("a server where", () => {
  it.each(contradictions)(
    "%s: stops the run with one sentence, and nothing is published",
    async (_, faults, code, says) => {
      const { output, ask } = await served(scope);
      const ended = await ask(["run"], { faults });
      expect(ended.err).toMatch(says);
      expect(ended.code).toBe(code);
      expect(existsSync(join(output, "releases", "latest"))).toBe(false);
    },
  );
});

describe("codes that the user mistyped", () => {
  it.each([
    ["--takstkoder", "2AD", /Cannot use --takstkoder 2AD \(did you mean 2ad\?\)/],
    [
      "--takstkoder",
      "2ad,2adx",
      /Cannot use --takstkoder 2adx \(did you mean 2ad\?\): no answer of the API has it/,
    ],
    ["--praksistyper", "FALE,FALU", /--praksistyper FALU \(did you mean [A-Z, ]*FALE/],
    ["--fagomraader", "le", /Cannot use --fagomraader le \(did you mean LE\?\)/],
  ])("%s %s: exit 2 with the codes most like them", async (option, codes, says) => {
    const { ask } = await served([
      "--since",
      "2019-07",
      "--until",
      "2020-07",
      "--geographies",
      "landet",
      "--periods",
      "ar",
      "--datasets",
      "fagomraader,praksistyper,takstkoder,takstbruk_landet_ar",
    ]);
    const more = option === "--fagomraader" ? [] : ["--fagomraader", "LE"];
    const ended = await ask(["run", option, codes, ...more]);
    expect(ended.err).toMatch(says);
    expect(ended.code).toBe(2);
  });

  it("are no codes that exist and have no rows", async () => {
    const { ask } = await served(["--since", "2020-01", "--until", "2020-03", "--fagomraader", "LE"]);
    const ended = await ask(["run", "--kommuner", "0301,1151", "--datasets", "takstbruk_kommune_maned"]);
    expect(ended.code, ended.err).toBe(0);
  });
});
