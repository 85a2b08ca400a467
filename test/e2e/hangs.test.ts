// A server that falls silent: requested again, and given up with one sentence when it stays so.
import { expect, it } from "vitest";
import { RequestError } from "../../src/domain/errors.ts";
import type { Fault } from "../../src/emulator/faults.ts";
import { pulling } from "./pulling.ts";

const path = "/takstbruk/agtakst/landet/ar";
const beforeBody: Fault = { kind: "hang before body" };
const withinBody: Fault = { kind: "hang within body" };

const once = (fault: Fault) =>
  pulling({ faults: [{ path: `${path}?fagomraade=LE&fomar=2020&tomar=2020`, calls: [1], fault }] });

// Tried side by side, since a second of silence is a second of nothing else.
it("a hang before the body or within it is requested again and the same as without it; one that stays is rejected", async () => {
  const expected = (await (await pulling({})).pull()).summary.sha256;
  const passing = [await once(beforeBody), await once(withinBody)];
  // A list has no parameter to split its request by.
  const staying = await pulling({ faults: [{ path: "/bandasjister", calls: "all", fault: beforeBody }] });
  const failure = staying.pull();
  const rejected = Promise.all([
    expect(failure).rejects.toThrow(RequestError),
    expect(failure).rejects.toThrow(/Cannot fetch bandasjister.*4 attempts/),
  ]);
  const pulled = await Promise.all(passing.map(({ pull }) => pull()));
  expect(pulled.map(({ summary }) => summary.sha256)).toEqual([expected, expected]);
  expect(passing.map(({ effects }) => effects.waits)).toEqual([[1000], [1000]]);
  await rejected;
});
