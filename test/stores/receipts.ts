// A receipt as an answer without rows leaves it, for tests of where receipts are kept.
import type { Receipt } from "../../src/domain/receipt.ts";

/** The receipt of the request with that key, answered so many seconds after four. */
export function receiptOf(key: string, seconds = 0): Receipt {
  const digest = { bytes: 2, sha256: "0".repeat(64) };
  return {
    endpoint: "takstkoder",
    key,
    parameters: {},
    url: `https://example.org/takstkoder?key=${key}`,
    status: 200,
    headers: {},
    fetched_at: new Date(Date.UTC(2026, 10, 1, 4, 0, seconds)).toISOString(),
    body: digest,
    file: digest,
    envelope: { head: "[", tail: "]", list: null },
    rows: 0,
    periods: {},
    fields: {},
  };
}
