// A small stand-in for SSB Klass over real HTTP: its shapes, its exclusive ends, its 404 where there are no changes.
import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import type { Row } from "../../src/geography/tables.ts";

/** What the stand-in knows: rows as in our own tables, whose ends are inclusive. */
export interface Known {
  /** nr, navn, gyldig_fra, gyldig_til of every name of every kommune. */
  readonly kommuner: readonly Row[];
  readonly fylker: readonly Row[];
  /** fra_kommunenr, til_kommunenr, dato. */
  readonly changes: readonly Row[];
}

/** Serves Klass 131 and 104 below the root it gives. */
export async function klassStandIn(known: Known): Promise<string> {
  return await serving((path) => {
    const { pathname, searchParams } = new URL(path, "http://klass");
    const span = { from: searchParams.get("from") ?? "", to: searchParams.get("to") ?? "" };
    if (pathname === "/klass/classifications/131/codes") return codes(known.kommuner, span);
    if (pathname === "/klass/classifications/104/codes") return codes(known.fylker, span);
    if (pathname === "/klass/classifications/131/changes") return changes(known.changes, span);
    return undefined;
  });
}

/** Serves these answers as JSON, 404 where there is none, a status and a text, or less than was announced. */
export async function serving(
  answer: (path: string) => object | "cut" | undefined | readonly [status: number, text: string],
): Promise<string> {
  const server = createServer((request, response) => {
    const body = answer(request.url ?? "");
    if (body === undefined) response.writeHead(404).end("");
    else if (body === "cut") {
      response.writeHead(200, { "content-length": 100 });
      response.write('{"codes":[', () => response.destroy());
    } else if (Array.isArray(body)) response.writeHead(Number(body[0])).end(String(body[1]));
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return `http://127.0.0.1:${address.port}/klass`;
}

/** A root nobody answers at: its port was free a moment ago. */
export async function noServer(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return `http://127.0.0.1:${address.port}/klass`;
}

interface Requested {
  readonly from: string;
  readonly to: string;
}

/** Validity is cut to the requested time, and `to` is the first day that no longer counts. */
function codes(rows: readonly Row[], { from, to }: Requested): object {
  const valid = rows.filter(
    ({ gyldig_fra = "", gyldig_til = "" }) => gyldig_fra < to && (gyldig_til === "" || gyldig_til >= from),
  );
  return {
    codes: valid.map(({ nr, navn, gyldig_fra = "", gyldig_til = "" }) => ({
      code: nr,
      parentCode: null,
      level: "1",
      name: navn,
      shortName: "",
      presentationName: "",
      validFrom: null,
      validTo: null,
      notes: "",
      validFromInRequestedRange: gyldig_fra < from ? from : gyldig_fra,
      validToInRequestedRange: gyldig_til === "" ? to : min(dayAfter(gyldig_til), to),
    })),
  };
}

/** A change counts only when the span begins strictly before it; without any there is no table. */
function changes(rows: readonly Row[], { from, to }: Requested): object | undefined {
  const found = rows.filter(({ dato = "" }) => from < dato && dato < to);
  if (found.length === 0) return undefined;
  return {
    codeChanges: found.map(({ fra_kommunenr, til_kommunenr, dato }) => ({
      oldCode: fra_kommunenr,
      oldName: "",
      oldShortName: null,
      newCode: til_kommunenr,
      newName: "",
      newShortName: null,
      changeOccurred: dato,
    })),
  };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function min(one: string, other: string): string {
  return one < other ? one : other;
}
