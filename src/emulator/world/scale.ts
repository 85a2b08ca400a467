// From the number of takstbruk rows wanted to how broad and how dense the world must be.

/** `breadth`: the share of all takst–praksistype combinations that occur; `coverage`: in how many kommuner they do. */
export interface Scale {
  readonly breadth: number;
  readonly coverage: number;
}

/** The scale that gives about `rows` rows over all endpoints, between the measured points. */
export function scaleFor(rows: number): Scale {
  const breadth = Math.min(1, (rows / 30_000_000) ** 0.75);
  const wanted = Math.log(rows);
  const upper = measured.findIndex((point) => Math.log(point.rows) >= wanted);
  const [low, high] = upper <= 0 ? [measured[0], measured[0]] : [measured[upper - 1], measured[upper]];
  const last = measured.at(-1);
  if (upper === -1 || low === undefined || high === undefined)
    return { breadth, coverage: last?.coverage ?? 1 };
  const span = Math.log(high.rows) - Math.log(low.rows);
  const share = span === 0 ? 0 : (wanted - Math.log(low.rows)) / span;
  return { breadth, coverage: Math.exp(mixed(Math.log(low.coverage), Math.log(high.coverage), share)) };
}

/** Coverage found by counting whole worlds of seed 1. */
const measured = [
  { rows: 20_000, coverage: 0.0005 },
  { rows: 60_000, coverage: 0.0076 },
  { rows: 200_000, coverage: 0.0339 },
  { rows: 600_000, coverage: 0.0956 },
  { rows: 2_000_000, coverage: 0.2307 },
  { rows: 6_000_000, coverage: 0.5135 },
  { rows: 15_000_000, coverage: 0.994 },
  { rows: 30_000_000, coverage: 1.7878 },
] as const;

function mixed(low: number, high: number, share: number): number {
  return low + (high - low) * share;
}
