// How much a pull differs from the one before it, by their receipts: what suddenly shrinks or grows is suspicious.
import type { Receipt } from "./receipt.ts";

/** The rows of an endpoint (and fagomraade) in the requests both pulls made. */
export interface RowChange {
  readonly name: string;
  readonly before: number;
  readonly now: number;
}

/**
 * The endpoints and fagområder whose rows changed by more than `percent` from one pull to the next, counted over the
 * requests both made, so that a longer span is no change.
 */
export function rowChanges(
  { before, now }: { readonly before: readonly Receipt[]; readonly now: readonly Receipt[] },
  percent: number,
): readonly RowChange[] {
  const earlier = new Map(before.map((receipt) => [nameOf(receipt), receipt.rows]));
  const changes = new Map<string, { before: number; now: number }>();
  for (const receipt of now) {
    const rows = earlier.get(nameOf(receipt));
    if (rows === undefined) continue;
    const group = groupOf(receipt);
    const sum = changes.get(group) ?? { before: 0, now: 0 };
    changes.set(group, { before: sum.before + rows, now: sum.now + receipt.rows });
  }
  return [...changes]
    .map(([name, rows]) => ({ name, ...rows }))
    .filter((change) => Math.abs(change.now - change.before) * 100 > percent * change.before);
}

function nameOf(receipt: Receipt): string {
  return `${receipt.endpoint}/${receipt.key}`;
}

function groupOf({ endpoint, parameters: { fagomraade } }: Receipt): string {
  return fagomraade === undefined ? endpoint : `${endpoint} ${fagomraade}`;
}
