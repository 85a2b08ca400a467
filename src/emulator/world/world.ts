// The world the emulator answers from: everything about it follows from its options.
import type { WorldOptions } from "../world-options.ts";
import { type Combination, combinationsOf } from "./combinations.ts";
import { type Fagomraade, fagomraader } from "./fagomraader.ts";
import { type Place, places } from "./geography.ts";
import { mix } from "./hash.ts";
import { type Nlkkode, nlkkoder, type Sats, satser } from "./laboratorium.ts";
import { type Scale, scaleFor } from "./scale.ts";
import { type Takst, takster } from "./takster.ts";

/** Small tables in memory; takstbruk itself is never stored, only computed when asked for. */
export interface World {
  readonly options: WorldOptions;
  readonly scale: Scale;
  readonly seed: number;
  readonly places: readonly Place[];
  readonly fagomraader: readonly Fagomraade[];
  /** The takster that exist in a world of this size. */
  readonly takster: readonly Takst[];
  readonly combinations: ReadonlyMap<string, readonly Combination[]>;
  readonly nlkkoder: readonly Nlkkode[];
  readonly satser: readonly Sats[];
  readonly satserByKategori: ReadonlyMap<string, readonly Sats[]>;
}

/** Builds a world. `scale` is only given by those who measure what it should be. */
export function buildWorld(options: WorldOptions, scale: Scale = scaleFor(options.rows)): World {
  const all = takster();
  const fields = fagomraader();
  const combinations = new Map<string, readonly Combination[]>();
  let offset = 0;
  for (const field of fields) {
    const own = all.filter((takst) => takst.fagomraade === field.kode);
    const found = combinationsOf(field, { takster: own, breadth: scale.breadth, offset });
    combinations.set(field.kode, found);
    offset += found.length;
  }
  return {
    options,
    scale,
    seed: mix(options.seed + 0x5eed),
    places: places(),
    fagomraader: fields,
    takster: inUse(all, combinations),
    combinations,
    ...laboratorium(scale),
  };
}

/** A share of the laboratory codes, never fewer than 60, and the categories they need. */
function laboratorium({ breadth }: Scale): Pick<World, "nlkkoder" | "satser" | "satserByKategori"> {
  const all = nlkkoder();
  const codes = all.slice(0, Math.max(60, Math.round(all.length * Math.min(1, breadth * 1.5))));
  const needed = new Set(codes.map((code) => code.kategori));
  const rates = satser().filter(
    (sats) => needed.has(sats.refusjonskategori) || /^(PAT|NCR)/.test(sats.refusjonskategori),
  );
  return { nlkkoder: codes, satser: rates, satserByKategori: byKategori(rates) };
}

/** Takster some praksistype uses, and the first fifteen of each fagområde, where the odd histories are. */
function inUse(
  all: readonly Takst[],
  combinations: ReadonlyMap<string, readonly Combination[]>,
): readonly Takst[] {
  const used = new Set([...combinations.values()].flat().map((combination) => combination.takst));
  return all.filter((takst) => used.has(takst) || (takst.rank < 16 && takst.fagomraade === "LE"));
}

function byKategori(satser: readonly Sats[]): ReadonlyMap<string, readonly Sats[]> {
  const result = new Map<string, Sats[]>();
  for (const sats of satser)
    result.set(sats.refusjonskategori, [...(result.get(sats.refusjonskategori) ?? []), sats]);
  return result;
}
