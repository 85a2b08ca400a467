// Which failures a smaller question may mend.
import { describe, expect, it } from "vitest";
import { ContractError, OutputError } from "../../src/domain/errors.ts";
import { CutShortError } from "../../src/extract/answer-error.ts";
import { failureOfError, failureOfStatus } from "../../src/extract/failure.ts";
import { UnreachableError } from "../../src/platform/http-client.ts";

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}

describe("a request is split into parts", () => {
  it("after a time-out, a cut, a failing server, or an answer too large", () => {
    for (const error of [
      coded("UND_ERR_HEADERS_TIMEOUT"),
      coded("ECONNRESET"),
      new CutShortError("ends", {}),
    ])
      expect(failureOfError(error).maySplit, error.message).toBe(true);
    for (const status of [408, 413, 500, 502, 503, 504, 507, 520, 524])
      expect(failureOfStatus({ status, headers: {} }, "").maySplit, String(status)).toBe(true);
  });

  it("but not where it was never heard, requested too often, wrong, or answered with something else", () => {
    for (const error of [
      new UnreachableError("connect ECONNREFUSED", { advice: "", facts: {} }),
      new ContractError("is a page, not JSON"),
    ])
      expect(failureOfError(error).maySplit, error.message).toBe(false);
    for (const status of [400, 401, 403, 404, 425, 429])
      expect(failureOfStatus({ status, headers: {} }, "").maySplit, String(status)).toBe(false);
  });
});

describe("a full disk", () => {
  it("is no failure of the request: no other attempt mends it", () => {
    expect(() => failureOfError(coded("ENOSPC"))).toThrow(OutputError);
  });
});
