// A small API of two endpoints, and the options to pull it: fagomraader, and takstbruk by fagomraade.
import type { ServerResponse } from "node:http";
import type { Endpoint, Scope } from "../../src/domain/endpoint.ts";
import type { ExtractOptions } from "../../src/extract/extract.ts";
import { type StillEffects, stillEffects } from "../still-effects.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const codes: Endpoint = {
  name: "fagomraader",
  path: "/fagomraader",
  envelope: "fagomraader",
  axes: [],
  filters: [],
  fields: { fagomraadekode: { type: "text", expected: "names the row" } },
};

const use: Endpoint = {
  name: "takstbruk_landet_maned",
  path: "/takstbruk/agtakst/landet/maned",
  envelope: "takstbruk",
  axes: [
    { kind: "codes", parameter: "fagomraade", endpoint: "fagomraader", field: "fagomraadekode" },
    { kind: "months", first: "fommaned", last: "tommaned", longest: 13 },
  ],
  filters: ["takstkoder"],
  fields: { ar: { type: "text", expected: "names the row" }, maned: { type: "text", expected: "perhaps" } },
  geography: "landet",
  period: "maned",
};

export const scope: Scope = { since: "202001", until: "202103", geographies: ["landet"], periods: ["maned"] };
export const list = '{"fagomraader":[{"fagomraadekode":"LE"},{"fagomraadekode":"FY"}]}';

/** Two rows of the first month a request asks for, one of which says only its year. */
export function rowsFor(path: string): string {
  const month = new URL(path, "http://server").searchParams.get("fommaned") ?? "202001";
  const [ar, maned] = [month.slice(0, 4), month.slice(4)];
  return JSON.stringify({ antall: 2, takstbruk: [{ ar }, { ar, maned }] });
}

export function give(response: ServerResponse, body: string | Buffer, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(body);
}

export function good(response: ServerResponse, path: string): void {
  give(response, path === "/fagomraader" ? list : rowsFor(path));
}

export async function options(origin: string): Promise<ExtractOptions & { effects: StillEffects }> {
  return {
    output: await temporaryFolder(),
    origin,
    address: origin,
    scope,
    endpoints: [codes, use],
    concurrency: 2,
    drift: "warn",
    placeNumbers: async () => ({}),
    userAgent: "helserefusjon/test",
    effects: stillEffects(),
    report: () => undefined,
  };
}
