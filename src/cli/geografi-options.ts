// The options of geografi.
import { z } from "zod";
import { klassRoot } from "../geography/klass.ts";
import { webAddress, webAddressAllowed } from "./option-kinds.ts";
import { words } from "./options.ts";

export const geografiShape = {
  refresh: z
    .boolean()
    .default(false)
    .register(words, { help: "update the tables with the rows of Klass", allowed: "no value" }),
  klass: webAddress
    .default(klassRoot)
    .register(words, { help: "root of SSB Klass", allowed: webAddressAllowed, secret: /[@?#]/ }),
  reference: z.string().min(1).optional().register(words, {
    help: "folder of the reference tables (default: the project's sql/reference)",
    allowed: "a path",
  }),
};
