// Servers that ignore a parameter, or give the answer to another request: extract rejects the answer by its request and row.
import { describe, expect, it } from "vitest";
import type { Scope } from "../../src/domain/endpoint.ts";
import { ContractError } from "../../src/domain/errors.ts";
import type { Fault } from "../../src/emulator/faults.ts";
import { pulling } from "./pulling.ts";

const scope: Scope = {
  since: "202001",
  until: "202003",
  geographies: ["kommune", "fylke", "landet"],
  periods: ["maned", "ar"],
  fagomraader: ["LE"],
};

type Table = "kommune/maned" | "kommune/ar" | "fylke/maned" | "fylke/ar" | "landet/maned" | "landet/ar";

const of = "takstbruk/agtakst";

/** A parameter that the server takes no notice of: it answers as if the value were all there is. */
const ignored: readonly (readonly [
  table: Table,
  parameter: string,
  value: string | undefined,
  says: RegExp,
])[] = [
  ["landet/ar", "fagomraade", "LE,FY", /fagomraade/],
  ["kommune/maned", "fagomraade", "LE,FY", /fagomraade/],
  ["landet/maned", "fommaned", "201912", /maned|period|month/],
  ["fylke/maned", "tommaned", "202012", /maned|period|month/],
  ["landet/ar", "fomar", "2015", /\bar\b|period|year/],
  ["kommune/ar", "tomar", "2023", /\bar\b|period|year/],
  ["landet/ar", "takstkoder", undefined, /takstkode/],
  ["kommune/ar", "praksistyper", undefined, /praksis/],
];

/** The answer to another request of the same server. */
const mixedUp: readonly (readonly [table: Table, request: string, says: RegExp])[] = [
  [
    "landet/ar",
    `/${of}/landet/maned?fagomraade=LE&fommaned=202001&tommaned=202012&takstkoder=2ad&praksistyper=FALE`,
    /takstbruk_landet_ar/,
  ],
  [
    "landet/maned",
    `/${of}/landet/ar?fagomraade=LE&fomar=2020&tomar=2020&takstkoder=2ad&praksistyper=FALE`,
    /takstbruk_landet_maned/,
  ],
  [
    "kommune/ar",
    `/${of}/fylke/ar?fagomraade=LE&fomar=2020&tomar=2020&takstkoder=2ad&praksistyper=FALE`,
    /takstbruk_kommune_ar/,
  ],
  [
    "fylke/ar",
    `/${of}/landet/ar?fagomraade=LE&fomar=2020&tomar=2020&takstkoder=2ad&praksistyper=FALE`,
    /takstbruk_fylke_ar/,
  ],
  [
    "landet/ar",
    `/${of}/fylke/ar?fagomraade=LE&fomar=2020&tomar=2020&takstkoder=2ad&praksistyper=FALE`,
    /takstbruk_landet_ar/,
  ],
  ["landet/ar", "/bandasjister", /takstbruk_landet_ar/],
];

type Lists = Pick<Scope, "takstkoder" | "praksistyper" | "kommuner" | "fylker">;

const usual: Lists = { takstkoder: ["2ad", "H1"], praksistyper: ["FALE", "FALO"] };

async function pullWith(table: Table, fault: Fault, lists: Lists = usual) {
  const [level, period] = table.split("/");
  const own: Scope = {
    ...scope,
    ...lists,
    geographies: scope.geographies.filter((one) => one === level),
    periods: scope.periods.filter((one) => one === period),
    datasets: ["fagomraader", `takstbruk_${level}_${period}`],
  };
  const { pull } = await pulling({ faults: [{ path: `/${of}/${table}`, calls: "all", fault }] }, own);
  return pull();
}

describe("a server that ignores", () => {
  it.each(ignored)("%s: the parameter %s", async (table, parameter, value, says) => {
    const fault = { kind: "other parameter", parameter, ...(value === undefined ? {} : { value }) } as const;
    // FY has none of the takster of LE, so a list of takster would hide that it was answered too.
    const failure = pullWith(table, fault, parameter === "fagomraade" ? {} : usual);
    await expect(failure).rejects.toThrow(ContractError);
    await expect(failure).rejects.toThrow(says);
  });

  it.each([
    ["kommune/ar", "kommuner", { kommuner: ["0301", "1505"] }],
    ["fylke/ar", "fylker", { fylker: ["03", "15"] }],
  ] as const)("%s: the list %s", async (table, parameter, change) => {
    const failure = pullWith(table, { kind: "other parameter", parameter }, change);
    await expect(failure).rejects.toThrow(ContractError);
    await expect(failure).rejects.toThrow(/behandler_(kommunenr|fylke)/);
  });
});

describe("a server that gives the answer to another request", () => {
  it.each(mixedUp)("%s: that of %s", async (table, request, says) => {
    const failure = pullWith(table, { kind: "other request", request });
    await expect(failure).rejects.toThrow(ContractError);
    await expect(failure).rejects.toThrow(says);
  });
});
