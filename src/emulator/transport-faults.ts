// Sends right answers badly: hanging, dripping, reset, cut, or with a wrong length.
import { once } from "node:events";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Answer } from "./answers/answer.ts";
import { type InsteadFault, type TransportFault, UnplayableFault } from "./faults.ts";
import { type Exchange, encodedBody, setHeaders } from "./sending.ts";

export type Sleep = (milliseconds: number) => Promise<void>;

interface Stage {
  readonly answer: Answer;
  readonly exchange: Exchange;
  readonly sleep: Sleep;
}

/** Prepares the fault and returns the function that plays it. Rejects with UnplayableFault. */
export async function transportPlay(fault: TransportFault, stage: Stage): Promise<() => Promise<void>> {
  const { request, response } = stage.exchange;
  if (fault.kind === "hang before body") return () => untilClosed(response);
  if (fault.kind === "reset" && fault.when === "before answer") {
    return async () => {
      request.socket.resetAndDestroy();
    };
  }
  const body = await collect(encodedBody(stage.answer, stage.exchange));
  if (body.bytes.length < 2) throw new UnplayableFault(fault, "the answer has no body");
  return bodyPlay(fault, { ...stage, body });
}

type BodyFault = Exclude<TransportFault, { kind: "hang before body" }>;

interface BodyStage extends Stage {
  readonly body: Collected;
}

function bodyPlay(fault: BodyFault, stage: BodyStage): () => Promise<void> {
  const { body, exchange } = stage;
  const half = Math.floor(body.bytes.length / 2);
  switch (fault.kind) {
    case "hang within body":
      return async () => {
        await sendStart(stage, fault.after ?? half);
        await untilClosed(exchange.response);
      };
    case "reset":
      return async () => {
        await sendStart(stage, half);
        // A caller that receives bytes and a reset at once may not notice the reset, so it must read first. Two waits give a caller in this process its turn.
        await pause(2 * nap, stage);
        exchange.request.socket.resetAndDestroy();
      };
    case "cut":
      return async () => {
        frame(exchange.response, { framing: fault.framing, length: body.bytes.length });
        await sendStart(stage, half);
        exchange.request.socket.destroySoon();
      };
    case "slow drip":
      return dripPlay(fault, stage);
    case "wrong content-length":
      return lengthPlay(fault, stage);
  }
}

/** Sends the headers and the first bytes, and waits until they are sent. */
async function sendStart({ answer, exchange, body }: BodyStage, count: number): Promise<void> {
  const { response } = exchange;
  setHeaders(answer, exchange);
  response.writeHead(answer.status);
  response.flushHeaders();
  if (count > 0) await written(response, body.bytes.subarray(0, count));
}

type Framing = Extract<TransportFault, { kind: "cut" }>["framing"];

function frame(
  response: ServerResponse,
  { framing, length }: { readonly framing: Framing; readonly length: number },
): void {
  if (framing === "content-length") response.setHeader("content-length", length);
  if (framing !== "until close") return;
  response.removeHeader("transfer-encoding");
  response.setHeader("connection", "close");
}

function dripPlay(
  fault: Extract<TransportFault, { kind: "slow drip" }>,
  stage: BodyStage,
): () => Promise<void> {
  const { bytes, whole } = stage.body;
  const { response } = stage.exchange;
  if (!whole) throw new UnplayableFault(fault, tooLarge);
  if (fault.bytes < 1) throw new UnplayableFault(fault, "a drop has at least one byte");
  return async () => {
    await sendStart(stage, 0);
    for (let start = 0; start < bytes.length && !response.destroyed; start += fault.bytes) {
      await written(response, bytes.subarray(start, start + fault.bytes));
      await pause(fault.pause, stage);
    }
    if (!response.destroyed) response.end();
  };
}

/** Waits in short steps, so that a closed connection leaves no long timer behind. */
async function pause(milliseconds: number, { exchange, sleep }: BodyStage): Promise<void> {
  for (let left = milliseconds; left > 0 && !exchange.response.destroyed; left -= nap) {
    await sleep(Math.min(left, nap));
  }
}

const nap = 20;

/** Too long: the connection ends after the body. Too short: it stays open with bytes left over. */
function lengthPlay(
  fault: Extract<TransportFault, { kind: "wrong content-length" }>,
  { answer, exchange, body }: BodyStage,
): () => Promise<void> {
  const { response } = exchange;
  const announced = body.bytes.length + fault.by;
  if (!body.whole) throw new UnplayableFault(fault, tooLarge);
  if (fault.by === 0 || announced < 0) throw new UnplayableFault(fault, `${announced} is no wrong length`);
  return async () => {
    setHeaders(answer, exchange);
    response.setHeader("content-length", announced);
    if (fault.by > 0) response.setHeader("connection", "close");
    response.writeHead(answer.status);
    response.end(body.bytes);
  };
}

async function written(response: ServerResponse, bytes: Buffer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    response.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

async function untilClosed(response: ServerResponse): Promise<void> {
  if (!response.destroyed) await once(response, "close");
}

/** The most bytes a fault reads. Larger answers cannot be changed or measured. */
export const mostBytes = 4 * 1024 * 1024;

const tooLarge = `the answer has more than ${mostBytes} bytes`;

/** The first bytes of a body, at most `mostBytes` and one chunk. Also says whether they are the whole body. */
export interface Collected {
  readonly bytes: Buffer;
  readonly whole: boolean;
}

export async function collect(body: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<Collected> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > mostBytes) return { bytes: Buffer.concat(chunks), whole: false };
  }
  return { bytes: Buffer.concat(chunks), whole: true };
}

/** The page and the error object have status 200, as they often do. */
export function insteadOf(fault: InsteadFault): Answer {
  switch (fault.kind) {
    case "status": {
      const title = `${fault.status} ${STATUS_CODES[fault.status]}`;
      const headers = fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter };
      return { ...page(title, `<h1>${title}</h1>`), status: fault.status, headers };
    }
    case "login page":
      return page("Logg inn", '<form method="post" action="/login"><input name="brukernavn"></form>');
    case "error object": {
      const error = { error: { code: 500, message: "Det oppstod en feil. Prøv igjen senere." } };
      return { status: 200, contentType: "application/json", body: [Buffer.from(JSON.stringify(error))] };
    }
  }
}

function page(title: string, body: string): Answer {
  const html = `<!DOCTYPE html><html lang="no"><head><title>${title}</title></head><body>${body}</body></html>`;
  return { status: 200, contentType: "text/html;charset=UTF-8", body: [Buffer.from(html)] };
}
