// Work within a limit: the order in which it begins, its results, and what a failure stops.
import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { eachWithin, settleWithin } from "../../src/platform/limiter.ts";

const times = [300, 20, 5, 1];

it("begins work in its order, never more at once than the limit, and gives results in that order", async () => {
  const begun: number[] = [];
  const together: number[] = [];
  let running = 0;
  const made = await eachWithin(2, times, async (time) => {
    begun.push(time);
    together.push(++running);
    await wait(time);
    running--;
    return `${time} ms`;
  });
  expect(begun).toEqual(times);
  expect(Math.max(...together)).toBe(2);
  expect(made).toEqual(["300 ms", "20 ms", "5 ms", "1 ms"]);
});

it("begins nothing after a failure, and throws it when all begun work has ended", async () => {
  const ended: number[] = [];
  const made = eachWithin(2, times, async (time) => {
    await wait(time);
    if (time === 20) throw new Error("the disk is full");
    ended.push(time);
  });
  await expect(made).rejects.toThrow("the disk is full");
  expect(ended).toEqual([300]);
});

it("throws the first of two failures by the order, whichever came first", async () => {
  const made = eachWithin(2, times, async (time) => {
    await wait(time);
    throw new Error(`${time} failed`);
  });
  await expect(made).rejects.toThrow("300 failed");
});

it("does all work in spite of failures where each outcome is wanted", async () => {
  const outcomes = await settleWithin(2, times, async (time) => {
    if (time === 300) throw new Error("no answer");
    return time;
  });
  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "fulfilled", "fulfilled"]);
});
