// What a pull asked for and how many rows came, by endpoint, fagomraade and period, however the requests were cut.
import { periodsAsked } from "./period.ts";
import type { Receipt } from "./receipt.ts";
import type { PlannedRequest } from "./request.ts";

/** A pull as its plan and its receipts tell of it. */
export interface PullRecords {
  readonly plan: readonly PlannedRequest[];
  readonly receipts: readonly Receipt[];
}

/** One endpoint, or one fagomraade of it. */
export interface RowGroup {
  readonly endpoint: string;
  /** The periods asked for, in order; the empty text alone where the endpoint has none. */
  readonly asked: readonly string[];
  /** Rows by period, where there are any. */
  readonly rows: ReadonlyMap<string, number>;
}

/** The groups of a pull by name: `takstbruk_landet_maned LE`, `takstkoder`. */
export function rowGroups({ plan, receipts }: PullRecords): ReadonlyMap<string, RowGroup> {
  const asked = new Map<string, { endpoint: string; periods: Set<string> }>();
  for (const request of plan) {
    const group = asked.get(nameOf(request)) ?? { endpoint: request.endpoint, periods: new Set() };
    for (const period of orNone(periodsAsked(request.parameters))) group.periods.add(period);
    asked.set(nameOf(request), group);
  }
  const rows = rowsByName(receipts);
  return new Map(
    [...asked].map(([name, { endpoint, periods }]) => {
      return [name, { endpoint, asked: [...periods].sort(), rows: rows.get(name) ?? new Map() }];
    }),
  );
}

function rowsByName(receipts: readonly Receipt[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const byName = new Map<string, Map<string, number>>();
  for (const receipt of receipts) {
    const sums = byName.get(nameOf(receipt)) ?? new Map<string, number>();
    const isWindow = periodsAsked(receipt.parameters).length > 0;
    for (const [period, rows] of isWindow ? Object.entries(receipt.periods) : [["", receipt.rows] as const])
      if (rows > 0) sums.set(period, (sums.get(period) ?? 0) + rows);
    byName.set(nameOf(receipt), sums);
  }
  return byName;
}

function orNone(periods: readonly string[]): readonly string[] {
  return periods.length === 0 ? [""] : periods;
}

function nameOf({ endpoint, parameters: { fagomraade } }: Pick<Receipt, "endpoint" | "parameters">): string {
  return fagomraade === undefined ? endpoint : `${endpoint} ${fagomraade}`;
}
