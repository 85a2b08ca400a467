// Random near misses of every form: a macro reads what a reference written from docs/values.md reads, or rejects the text.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RejectedValue } from "../../src/stores/query-error.ts";
import { literal, openWarehouse, type Warehouse } from "../../src/stores/warehouse.ts";
import { sqlFiles } from "../../src/transform/models.ts";
import { type Models, openModels, sqlFolder } from "./models.ts";

let models: Models;
/** The same macros, where `api_reject` gives nothing. */
let lenient: Warehouse;
beforeAll(async () => {
  models = await openModels();
  lenient = await openWarehouse({ file: ":memory:", threads: 1 });
  for (const file of sqlFiles(join(sqlFolder, "macros"))) {
    const sql = readFileSync(file, "utf8");
    await lenient.run(sql.replace(/as error\([\s\S]*?\n\);/, "as null;"));
  }
});
afterAll(() => {
  models.close();
  lenient.close();
});

/** What a text means: a value as DuckDB prints it, null for nothing, undefined where it must be rejected. */
type Meaning = string | null | undefined;

const outer = /^[ \t\r\n\u00a0\u2009\u202f]+|[ \t\r\n\u00a0\u2009\u202f]+$/g;

/** The digits of a number and how many of them are decimals, or undefined where the text is no number of the grammar. */
function numberIn(bare: string): { digits: bigint; scale: number } | undefined {
  const plain = /^(-?)(0|[1-9][0-9]*)(?:[.,]([0-9]+))?$/.exec(bare);
  const scientific = /^(-?)([0-9])(?:[.,]([0-9]+))?[eE]([+-]?[0-9]{1,3})$/.exec(bare);
  const found = plain ?? scientific;
  if (found === null) return undefined;
  const [, sign, whole = "", fraction = "", exponent = "0"] = found;
  if ((plain !== null && fraction.length === 3) || fraction.length > 20) return undefined;
  return { digits: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length - Number(exponent) };
}

/** The number times ten to the power of `places`, rounded half away from zero, and whether nothing was lost. */
function scaled(number: { digits: bigint; scale: number }, places: number) {
  const shift = places - number.scale;
  if (shift >= 0) return { value: number.digits * 10n ** BigInt(shift), isExact: true };
  const by = 10n ** BigInt(-shift);
  const half = number.digits < 0n ? -by / 2n : by / 2n;
  return { value: (number.digits + half) / by, isExact: number.digits % by === 0n };
}

function countIn(raw: string): Meaning {
  const bare = raw.replaceAll(outer, "");
  if (bare === "") return null;
  const number = numberIn(bare);
  if (number === undefined || /e-/i.test(bare)) return undefined;
  const { value, isExact } = scaled(number, 0);
  return isExact && abs(value) < 10n ** 12n ? String(value) : undefined;
}

function moneyIn(raw: string): Meaning {
  const bare = raw.replaceAll(outer, "");
  if (bare === "") return null;
  const number = numberIn(bare);
  if (number === undefined) return undefined;
  const ore = scaled(number, 2).value;
  const off = scaled({ digits: number.digits, scale: number.scale }, 20).value - ore * 10n ** 18n;
  if (abs(off) >= 10n ** 14n || abs(ore) >= 10n ** 14n) return undefined;
  const text = String(abs(ore)).padStart(3, "0");
  return `${ore < 0n ? "-" : ""}${text.slice(0, -2)}.${text.slice(-2)}`;
}

function yearIn(raw: string): Meaning {
  const bare = raw.replaceAll(outer, "");
  if (bare === "") return null;
  return /^[0-9]{4}$/.test(bare) && Number(bare) >= 1900 && Number(bare) <= 2100 ? bare : undefined;
}

function kommuneIn(raw: string): Meaning {
  const bare = raw.replaceAll(outer, "");
  return /^[0-9]{3,4}$/.test(bare) ? bare.padStart(4, "0") : undefined;
}

function monthIn(raw: string): Meaning {
  const bare = raw.replaceAll(outer, "");
  if (bare === "") return null;
  const [, month] = /^(?:2018-?(?=[0-9]{2}$))?(0[1-9]|1[0-2])$/.exec(bare) ?? /^([1-9])$/.exec(bare) ?? [];
  return month === undefined ? undefined : `2018${month.padStart(2, "0")}`;
}

function flagIn(raw: string): Meaning {
  const bare = raw.replaceAll(outer, "").toLowerCase();
  if (bare === "") return null;
  if (["true", "j", "ja", "1"].includes(bare)) return "true";
  return ["false", "n", "nei", "0"].includes(bare) ? "false" : undefined;
}

function dayIn(raw: string): Meaning {
  const bare = raw.replaceAll(outer, "");
  if (bare === "") return null;
  const iso = /^([0-9]{4})-([0-9]{2})-([0-9]{2})Z?$/.exec(bare);
  const norwegian = /^([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})$/.exec(bare);
  const parts = iso?.slice(1) ?? norwegian?.slice(1).reverse();
  if (parts !== undefined) return knownDay(parts.map((part) => part.padStart(2, "0")).join("-"));
  const compact = /^(19|20|21)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])([01][0-9]|2[0-3])[0-5][0-9]$/;
  if (compact.test(bare) || !/^-?[1-9][0-9]{10,14}$/.test(bare)) return undefined;
  const moment = new Date(Number(bare));
  const [inOslo, inUtc] = [oslo.format(moment), moment.toISOString().slice(0, 10)];
  return knownDay(inOslo) ?? (inUtc > "2102" ? knownDay(inUtc) : undefined);
}

const oslo = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Oslo" });

function knownDay(day: string): string | undefined {
  const exists = new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
  const isKnown = (day >= "1900" && day < "2101") || ["2999-12-31", "4000-01-01", "9999-12-31"].includes(day);
  return exists && isKnown ? day : undefined;
}

function abs(number: bigint): bigint {
  return number < 0n ? -number : number;
}

/** Texts that are written as these are, with up to two signs put in, taken out or replaced. */
function nearly(seeds: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const sign = fc.constantFrom(..."0123456789.,-+eExX_ :TZ'\u00a0\u202f\t\n３");
  const change = fc.record({ at: fc.nat(20), cut: fc.nat(1), put: fc.oneof(fc.constant(""), sign) });
  return fc.tuple(seeds, fc.array(change, { maxLength: 2 })).map(([seed, changes]) => {
    return changes.reduce((text, { at, cut, put }) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + cut);
    }, seed);
  });
}

const numbers = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.integer({ min: -100_000, max: 100_000 }).map(String),
  fc.integer({ max: 10_000_000, min: 0 }).map((ore) => (ore / 100).toFixed(2)),
  fc.tuple(fc.nat(9999), fc.nat(999)).map(([a, b]) => `${a}.${String(b).padStart(3, "0")}`),
  fc.nat(99_999_999).map((number) => number.toExponential().toUpperCase().replace("+", "")),
  fc.constantFrom("1234.5600000000001", "0x10", "1_000", "57.600", "1e400", "1e-3", "NaN", "Infinity", "١٢"),
);
const days = fc.date({ noInvalidDate: true, min: new Date("1890-01-01"), max: new Date("2110-01-01") });
const dates = fc.oneof(
  days.map((day) => day.toISOString().slice(0, 10)),
  days.map((day) => day.toISOString().slice(0, 10).split("-").reverse().join(".")),
  days.map((day) => String(day.getTime())),
  days.map((day) => day.toISOString().replaceAll(/\D/g, "").slice(0, 12)),
  days.map((day) => day.toISOString().replaceAll(/\D/g, "").slice(0, 14)),
  fc.constantFrom("9999-12-31", "2999-12-31", "4000-01-01", "253402210800000", "31.02.2025", "11.12.2058Z"),
);

const forms = [
  ["api_count(raw)", numbers, countIn],
  ["api_money(raw)", numbers, moneyIn],
  ["api_year(raw)", fc.integer({ min: 1890, max: 2110 }).map(String), yearIn],
  ["api_year_month(raw, '2018')", fc.constantFrom("201805", "2018-12", "05", "5", "201912"), monthIn],
  ["api_boolean(raw)", fc.constantFrom("true", "J", "nei", "1", "0", "False"), flagIn],
  ["api_date(raw)", dates, dayIn],
] as const;

const batch = 3000;

it.each(forms)(
  "%s reads what is meant, or rejects it",
  { timeout: 60_000 },
  async (expression, seeds, meant) => {
    const raws = [...new Set(fc.sample(nearly(seeds), { numRuns: batch, seed: 14 }))];
    const read = raws.filter((raw) => meant(raw) !== undefined);
    const wrong = raws.filter((raw) => meant(raw) === undefined);
    expect(Math.min(read.length, wrong.length)).toBeGreaterThan(20);
    await models.warehouse.run(
      `create or replace table texts as select unnest([${read.map(literal).join(",")}]) as raw`,
    );
    const rows = await models.rows(`select raw, (${expression})::varchar as value from texts`);
    const differing = rows.filter(({ raw, value }) => value !== meant(raw ?? ""));
    expect(differing).toEqual([]);
    expect(await readAnyway(expression, wrong)).toEqual([]);
  },
);

/** Those of the texts that are read although they must be rejected. */
async function readAnyway(expression: string, raws: readonly string[]): Promise<readonly string[]> {
  // A query stops at the first rejected text. Where rejecting gives nothing instead, one query tries them all.
  const all = raws.map(literal).join(",");
  const read = lenient.rows(
    `select raw from (select unnest([${all}]) as raw) where (${expression}) is not null`,
  );
  return (await read).map(({ raw }) => raw ?? "");
}

it("kommuner of three or four digits have four, and other digits are rejected", async () => {
  const seeds = fc.integer({ min: 100, max: 99_999 }).map(String);
  const raws = [...new Set(fc.sample(nearly(seeds), { numRuns: batch, seed: 14 }))];
  const read = raws.filter((raw) => kommuneIn(raw) !== undefined);
  await models.warehouse.run(
    `create or replace table texts as select unnest([${read.map(literal).join(",")}]) as raw`,
  );
  const wrong = raws.filter((raw) => /[0-9]/.test(raw) && kommuneIn(raw) === undefined);
  expect(await readAnyway("api_kommunenr(raw)", wrong)).toEqual([]);
  const rows = await models.rows("select raw, api_kommunenr(raw) as value from texts");
  expect(rows.filter(({ raw, value }) => value !== kommuneIn(raw ?? ""))).toEqual([]);
});

it("a rejected text is shown in the error", async () => {
  const fresh = await openModels();
  await expect(fresh.rows("select api_count(raw) from (values ('0x10')) as t(raw)")).rejects.toThrow(
    RejectedValue,
  );
  fresh.close();
});
