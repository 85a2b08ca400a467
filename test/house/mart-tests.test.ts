// Every published table has a test beside the SQL that gives rows and says what comes out of them.
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { type Source, sources } from "./sources.ts";

const tests = sources(/^test\/sql\/[^/]*\.test\.ts$/);

/** The marts a test file reads by name, `marts.takstkoder`, and says something of. */
function martsIn({ text }: Source): readonly string[] {
  return [...text.matchAll(/\bmarts\.([a-z0-9_]+)/g)].map((match) => match[1] ?? "");
}

/** Whether a test file puts rows under the models; our own tables of kommuner and fylker are given as they are. */
function givesRows({ text }: Source): boolean {
  return /\bgiven\("/.test(text) || /\bgiven\(`/.test(text);
}

describe("every mart", () => {
  it.each(registry.datasets.map((dataset) => [dataset.name, dataset] as const))(
    "%s is read by a test that gives it rows",
    (name, { license }) => {
      const reading = tests.filter((file) => martsIn(file).includes(name));
      const own = license === "reference_tables";
      expect(reading.filter((file) => own || givesRows(file)).map(({ path }) => path)).not.toEqual([]);
    },
  );
});
