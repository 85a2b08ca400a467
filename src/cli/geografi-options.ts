// The options of geografi.
import { z } from "zod";
import { klassRoot } from "../geography/klass.ts";
import { words } from "./options.ts";

export const geografiShape = {
  refresh: z
    .boolean()
    .default(false)
    .register(words, { help: "update the tables with the rows of Klass", allowed: "no value" }),
  klass: z
    .url({ protocol: /^https?$/ })
    .default(klassRoot)
    .register(words, { help: "root of SSB Klass", allowed: "an http or https URL" }),
  reference: z.string().min(1).optional().register(words, {
    help: "folder of the reference tables (default: the project's sql/reference)",
    allowed: "a path",
  }),
};
