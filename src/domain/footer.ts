// What a Parquet file says of itself, so that it explains itself even when it is found alone.
import type { Dataset } from "./dataset.ts";
import type { Source } from "./pull.ts";

/** The footer's keys and texts. Nothing in it depends on when the file was built. */
export function footerOf(
  dataset: Dataset,
  of: { readonly source: Source; readonly pull: string },
): Readonly<Record<string, string>> {
  return {
    "helserefusjon:dataset": dataset.name,
    "helserefusjon:title": dataset.title.nb,
    "helserefusjon:grain": dataset.grain.nb,
    "helserefusjon:key": JSON.stringify(dataset.key),
    "helserefusjon:columns": JSON.stringify(dataset.columns),
    "helserefusjon:license": "NLOD-2.0",
    "helserefusjon:source": of.source.origin,
    "helserefusjon:pull": of.pull,
    "helserefusjon:synthetic": of.source.synthetic ?? "no",
  };
}
