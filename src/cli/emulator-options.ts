// The options of the emulator alone.
import { z } from "zod";
import { worldName } from "./option-kinds.ts";
import { words } from "./options.ts";

/** The options by name. */
export const emulatorOptions = {
  port: z.coerce.number().int().min(0).max(65_535).default(4680).register(words, {
    help: "port to listen on; 0 takes a free one",
    allowed: "a whole number from 0 to 65535",
  }),
  world: z.string().regex(worldName).default("small").register(words, {
    help: "the emulator's world: small, demo, or how many takstbruk rows it should have",
    allowed: "small, demo or a number of rows",
  }),
  replay: z.string().min(1).optional().register(words, {
    help: "serve the recorded answers of this probe or pull instead of a made-up world",
    allowed: "the folder of a probe or of a pull",
  }),
} as const;
