// The requests of the small pull that the checks read: two windows, answered, and a part that was not.
import type { TextRow } from "../../src/stores/warehouse.ts";

/** The receipt of an answer for these months. */
export function window(fagomraade: string, fommaned: string, tommaned: string): TextRow {
  const parameters = JSON.stringify({ fagomraade, fommaned, tommaned });
  const endpoint = "takstbruk_landet_maned";
  return { endpoint, key: fagomraade, parameters, rows: "1", fetched_at: "2026-11-01T04:00:00.000Z" };
}

/** The same request, planned. */
export function planned({ endpoint = null, key = null, parameters = null }: TextRow): TextRow {
  return { endpoint, key, parameters };
}

export const windows = [window("LE", "202301", "202312"), window("FY", "202301", "202312")];
export const part = JSON.stringify([{ endpoint: "takstbruk_landet_maned", key: "PS", parameters: {} }]);
