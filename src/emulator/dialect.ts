// One consistent set of answers to everything the evidence leaves open: how this emulator happens to speak.
import type { Variant, variants } from "./variants.ts";

/** The endpoints whose rows carry validity dates; a backend may write them differently on each. */
export type DatedEndpoint =
  | "takstkoder"
  | "nlkkoder"
  | "refusjonskategorisatser"
  | "apatkombinasjoner"
  | "bandasjister";

type Scalar = Exclude<keyof typeof variants, "dates">;

/** One variant for every open question; only the date form is chosen per endpoint. */
export type Dialect = { readonly [Question in Scalar]: Variant<Question> } & {
  readonly name: string;
  readonly dates: Readonly<Record<DatedEndpoint, Variant<"dates">>>;
};
