// How long to wait before asking again.
import { describe, expect, it } from "vitest";
import { isWorthRetrying, waitAfter } from "../../src/extract/failure.ts";

const now = new Date("2026-11-01T12:00:00Z");

describe("waitAfter()", () => {
  it("doubles from one second", () => {
    expect([1, 2, 3].map((attempt) => waitAfter(attempt, { now, random: 0 }))).toEqual([1000, 2000, 4000]);
  });

  it("spreads by up to a half", () => {
    expect(waitAfter(1, { now, random: 1 })).toBe(1500);
  });

  it("does what Retry-After says in seconds", () => {
    expect(waitAfter(1, { now, random: 0, retryAfter: "7" })).toBe(7000);
  });

  it("spreads what Retry-After says by up to a tenth, never sooner", () => {
    expect(waitAfter(1, { now, random: 1, retryAfter: "10" })).toBe(11_000);
  });

  it("does what Retry-After says as a date", () => {
    expect(waitAfter(1, { now, random: 0, retryAfter: "Sun, 01 Nov 2026 12:00:30 GMT" })).toBe(30_000);
  });

  it("never waits longer than two minutes, whatever the server says", () => {
    expect(waitAfter(1, { now, random: 0, retryAfter: "86400" })).toBe(120_000);
    expect(waitAfter(30, { now, random: 1 })).toBe(120_000);
  });

  it("takes a Retry-After that is neither for none", () => {
    expect(waitAfter(1, { now, random: 0, retryAfter: "soon" })).toBe(1000);
  });
});

describe("isWorthRetrying()", () => {
  it("asks an overloaded server again, but not one that rejects the question", () => {
    expect([429, 500, 502, 503, 504, 408].every(isWorthRetrying)).toBe(true);
    expect([400, 401, 403, 404, 301].some(isWorthRetrying)).toBe(false);
  });
});
