// The codes a list parameter can be divided into, as far as the answers of this pull know them.
import type { Endpoint, Filter } from "../domain/endpoint.ts";
import type { Request } from "../domain/request.ts";
import type { PullFolder } from "../stores/pull-folder.ts";
import { filteredFields } from "./question.ts";
import { listFilters } from "./split.ts";
import { storedRows } from "./stored-rows.ts";

/**
 * The codes of every list a request may be divided by, sorted: those in this pull's other answers for the same fagomraade.
 * A code that no other answer holds cannot be asked for by name, which is why windows are halved first.
 */
export async function knownCodes(
  pull: PullFolder,
  of: { readonly endpoint: Endpoint; readonly request: Request; readonly endpoints: readonly Endpoint[] },
): Promise<ReadonlyMap<Filter, readonly string[]>> {
  const { fagomraade } = of.request.parameters;
  const found = new Map(listFilters(of.endpoint).map((filter) => [filter, new Set<string>()]));
  for (const endpoint of of.endpoints.filter(({ period }) => period !== undefined)) {
    const receipts = await pull.receipts(endpoint.name);
    for (const receipt of receipts.filter(({ parameters }) => parameters.fagomraade === fagomraade)) {
      for await (const row of storedRows(pull, receipt)) {
        for (const [filter, codes] of found) {
          const code = row[filteredFields[filter]];
          if (typeof code === "string" && code !== "") codes.add(code);
        }
      }
    }
  }
  return new Map([...found].map(([filter, codes]) => [filter, [...codes].sort()]));
}
