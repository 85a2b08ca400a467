// The dialects the emulator can speak, by name.
import type { Dialect } from "./dialect.ts";
import { american } from "./dialects/american.ts";
import { awkward } from "./dialects/awkward.ts";
import { documented } from "./dialects/documented.ts";
import { java } from "./dialects/java.ts";
import { legacy } from "./dialects/legacy.ts";
import { terse } from "./dialects/terse.ts";

/** `documented` follows the evidence; the others between them take every other variant at least once. */
export const dialects = { documented, awkward, american, java, legacy, terse } as const satisfies Record<
  string,
  Dialect
>;
