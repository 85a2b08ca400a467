// What the receipts of a whole pull show and one answer cannot: checked on receipts alone.
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import type { Receipt } from "../../src/domain/receipt.ts";
import { checkPull } from "../../src/transform/pull-checks.ts";

interface Answered {
  readonly endpoint: string;
  readonly key: string;
  readonly rows: number;
  /** The same text stands for the same rows. */
  readonly content?: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

function check(answers: readonly Answered[]) {
  const receipts = answers.map(({ endpoint, key, rows, content = key, parameters = {} }): Receipt => {
    const digest = { bytes: 1, sha256: content };
    const seen = { url: "http://x/", status: 200, headers: {}, fetched_at: "", periods: {}, fields: {} };
    const envelope = { head: "", tail: "", list: null };
    return { endpoint, key, parameters, rows, body: digest, file: digest, envelope, ...seen };
  });
  return checkPull({ id: "one", endpoints: registry.endpoints, plan: receipts, receipts });
}

function failures(answers: readonly Answered[]): readonly string[] {
  return check(answers).flatMap(({ name, failed }) => (failed > 0 ? [name] : []));
}

const ar = "takstbruk_landet_ar";

describe("checkPull()", () => {
  it("rejects several answers of takstbruk with the same round number of rows where none has more", () => {
    const capped = [
      { endpoint: ar, key: "fagomraade-LE", rows: 5000 },
      { endpoint: ar, key: "fagomraade-FY", rows: 5000 },
      { endpoint: ar, key: "fagomraade-KI", rows: 20 },
    ];
    expect(() => check(capped)).toThrow(/2 answers have exactly 5000 rows/);
    expect(failures([...capped, { endpoint: ar, key: "fagomraade-PO", rows: 5001 }])).toEqual([]);
    expect(failures([...capped.slice(1), { endpoint: ar, key: "fagomraade-PO", rows: 4999 }])).toEqual([]);
  });

  it("accepts equal numbers of rows that are not round", () => {
    const answers = ["LE", "FY"].map((code) => ({ endpoint: ar, key: `fagomraade-${code}`, rows: 5230 }));
    expect(failures(answers)).toEqual([]);
  });

  it("rejects two requests of takstbruk with the same rows, but not empty ones", () => {
    const answers = ["LE", "FY"].map((code) => ({
      endpoint: ar,
      key: `fagomraade-${code}`,
      content: "same",
    }));
    expect(() => check(answers.map((answer) => ({ ...answer, rows: 3 })))).toThrow(
      /takstbruk_landet_ar\/fagomraade-FY, takstbruk_landet_ar\/fagomraade-LE have the same answer, byte for byte/,
    );
    const empty = answers.map((answer) => ({ ...answer, rows: 0 }));
    expect(failures([...empty, { endpoint: ar, key: "fagomraade-KI", rows: 1 }])).toEqual([]);
  });

  it("rejects the same rates for PO and LR, but not where there are only a few", () => {
    const rates = ["PO", "LR"].map((samhandlertype) => ({
      endpoint: "refusjonskategorisatser",
      key: `samhandlertype-${samhandlertype}`,
      parameters: { samhandlertype },
      content: "same",
    }));
    expect(() => check(rates.map((answer) => ({ ...answer, rows: 5 })))).toThrow(
      /the API ignored samhandlertype/,
    );
    expect(failures(rates.map((answer) => ({ ...answer, rows: 4 })))).toEqual([]);
  });

  it("rejects takstbruk without a row and lists without a row", () => {
    expect(() => check([{ endpoint: ar, key: "a", rows: 0 }])).toThrow(
      /takstbruk has no rows: 1 request answered/,
    );
    expect(() => check([{ endpoint: "bandasjister", key: "all", rows: 0 }])).toThrow(
      /bandasjister has no rows/,
    );
  });

  it("reports the same list of takster for all and for official combinations, which may be right", () => {
    const lists = ["takstkoder", "takstkoder_offisielle"].map((endpoint) => {
      return { endpoint, key: endpoint, rows: 10, content: "same" };
    });
    expect(failures(lists)).toEqual(["official_combinations_are_fewer"]);
  });
});
