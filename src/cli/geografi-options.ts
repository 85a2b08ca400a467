// The options of geografi: where Klass is, where our tables are, and whether to write them.
import { z } from "zod";
import { klassRoot } from "../geography/klass.ts";
import { words } from "./options.ts";

export const geografiShape = {
  refresh: z
    .boolean()
    .default(false)
    .register(words, { help: "write the tables anew from what Klass says", allowed: "no value" }),
  klass: z
    .url({ protocol: /^https?$/ })
    .default(klassRoot)
    .register(words, { help: "root of SSB Klass", allowed: "an http or https URL" }),
  reference: z.string().min(1).optional().register(words, {
    help: "folder of the reference tables (default: the project's sql/reference)",
    allowed: "a path",
  }),
};
