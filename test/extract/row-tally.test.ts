// Rows are counted by month or year while their answer is read, whatever way their period is written.
import { expect, it } from "vitest";
import type { Period } from "../../src/domain/endpoint.ts";
import { JsonAnswer } from "../../src/extract/json-answer.ts";

function periodsOf(period: Period, rows: readonly string[], chunk = 1_000): Readonly<Record<string, number>> {
  const body = Buffer.from(`{"takstbruk":[${rows.join(",")}]}`);
  const answer = new JsonAnswer(period);
  for (let at = 0; at < body.length; at += chunk) answer.read(Buffer.from(body.subarray(at, at + chunk)));
  return answer.end().periods;
}

it.each([
  ["texts", '{"ar":"2018","maned":"05"}'],
  ["numbers", '{"ar":2018,"maned":5}'],
  ["a month that carries its year", '{"ar":"2018","maned":"201805"}'],
  ["a month that carries its year, alone", '{"x":1,"maned":201805}'],
  ["a hyphen", '{"maned":"2018-05","ar":2018}'],
  ["spaces", '{ "ar" : " 2018" , "maned" : "05 " }'],
])("a month written as %s", (_, row) => {
  for (const chunk of [1, 7, 1_000])
    expect(periodsOf("maned", [row, row, row], chunk)).toEqual({ "201805": 3 });
});

it("counts each row in its own period, in order of time", () => {
  const rows = ["02", "01", "02", "12"].map(
    (maned, at) => `{"ar":"${2019 - (at % 2)}","maned":"${maned}","n":${at}}`,
  );
  expect(periodsOf("maned", rows)).toEqual({ "201801": 1, "201812": 1, "201902": 2 });
  expect(periodsOf("ar", rows)).toEqual({ "2018": 2, "2019": 2 });
});

it("counts no row that does not say, or not in digits", () => {
  const rows = [
    '{"ar":"2018"}',
    '{"maned":"05"}',
    '{"ar":"2018","maned":"mai"}',
    '{"ar":2018,"maned":5.5}',
    "{}",
  ];
  expect(periodsOf("maned", [...rows, '{"ar":null,"maned":null}', '{"ar":[2018],"maned":{"m":5}}'])).toEqual(
    {},
  );
});

it("refuses an answer with more months than any window has", () => {
  const rows = Array.from({ length: 1_001 }, (_, at) => `{"ar":${1_000 + at}}`);
  expect(() => periodsOf("ar", rows)).toThrow("has more than 1000 different ar in its rows");
});
