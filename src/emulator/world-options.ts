// How large the emulator's world is, and which of the endless possible worlds it is.

/** `rows`: takstbruk rows aimed at over all six endpoints, 2015-01 to 2026-10. The same seed is the same world. */
export interface WorldOptions {
  readonly rows: number;
  readonly seed: number;
}

/** `small` for tests, `demo` for showing the pipeline, `large` for benchmarks. */
export const worlds = {
  small: { rows: 60_000, seed: 1 },
  demo: { rows: 2_000_000, seed: 1 },
  large: { rows: 30_000_000, seed: 1 },
} as const satisfies Record<string, WorldOptions>;
