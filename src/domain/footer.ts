// The footer of a Parquet file, so that a file that is found alone explains itself.
import type { Dataset } from "./dataset.ts";
import { isExcerpt, type Scope } from "./endpoint.ts";
import type { Source } from "./pull.ts";
import { licenseOf } from "./source.ts";

/** The footer's keys and texts: the dictionary of a dataset in both languages as JSON. It does not depend on the build time. */
export function footerOf(
  dataset: Dataset,
  release: { readonly source: Source; readonly pull: string; readonly scope: Scope },
): Readonly<Record<string, string>> {
  return {
    "helserefusjon:dataset": dataset.name,
    "helserefusjon:title": JSON.stringify(dataset.title),
    "helserefusjon:grain": JSON.stringify(dataset.grain),
    "helserefusjon:traps": JSON.stringify(dataset.traps ?? []),
    "helserefusjon:key": JSON.stringify(dataset.key),
    "helserefusjon:references": JSON.stringify(dataset.references),
    "helserefusjon:columns": JSON.stringify(dataset.columns),
    "helserefusjon:license": licenseOf(dataset),
    "helserefusjon:source": release.source.origin,
    "helserefusjon:pull": release.pull,
    "helserefusjon:synthetic": release.source.synthetic ?? "no",
    "helserefusjon:excerpt": isExcerpt(release.scope) ? "yes" : "no",
  };
}
