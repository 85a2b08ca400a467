// Handles one request: sends the right answer, unless a fault or a limit applies.
import { type Answer, textAnswer } from "./answers/answer.ts";
import { withFewerRows, withOtherRows } from "./faults/content.ts";
import { insteadOf } from "./faults/instead.ts";
import { type Sleep, transportPlay } from "./faults/transport.ts";
import { type Fault, type FaultRule, faultAt, type PlayedFault, UnplayableFault } from "./faults.ts";
import { respond, type Voice } from "./respond.ts";
import { type Exchange, isZipped, send, unlessFresh, withValidators } from "./sending.ts";

/** The most takstbruk rows of an answer, and the rejection of larger ones. */
export interface MostRows {
  readonly rows: number;
  readonly how: 413 | 500 | "cut" | "hang";
}

export interface Manners {
  readonly faults: readonly FaultRule[];
  readonly mostRows: MostRows | undefined;
  /** True if answers carry validators and the emulator honours conditional requests. */
  readonly conditional: boolean;
  readonly sleep: Sleep;
  /** Called before each fault is played. */
  readonly onPlay: (played: PlayedFault) => void;
}

interface Call {
  readonly exchange: Exchange;
  /** Path and query of the request. */
  readonly path: string;
  /** The number of this call among those with the same path and query, from 1. */
  readonly call: number;
}

/** Settles when the answer has been sent, or when the caller has disconnected. */
export async function answerCall(
  { exchange, path, call }: Call,
  { voice, manners }: { readonly voice: Voice; readonly manners: Manners },
): Promise<void> {
  const { method = "GET", headers } = exchange.request;
  const answerTo = (other?: OtherParameter) =>
    respond({ method, url: withOther(urlOf(path), other), accept: headers.accept }, voice);
  const plain = answerTo();
  const fault = faultAt(manners.faults, { path, call }) ?? refusalOf(plain, manners.mostRows);
  const known = manners.conditional
    ? withValidators(plain, { voice, path, zipped: isZipped(plain, exchange) })
    : plain;
  if (fault === undefined) return send(unlessFresh(known, headers), exchange);
  const play = await playOf(fault, { plain, known, exchange, sleep: manners.sleep, answerTo });
  if (exchange.response.destroyed) return;
  if (typeof play !== "function") return send(play, exchange);
  manners.onPlay({ path, call, fault });
  return play();
}

/** A request target that is no path, such as a proxy's absolute form, gets the answer of an unknown path. */
function urlOf(path: string): URL {
  const url = `http://127.0.0.1${path}`;
  return new URL(URL.canParse(url) ? url : "http://127.0.0.1/");
}

function withOther(url: URL, other: OtherParameter | undefined): URL {
  if (other?.value !== undefined) url.searchParams.set(other.parameter, other.value);
  else if (other !== undefined) url.searchParams.delete(other.parameter);
  return url;
}

function refusalOf(answer: Answer, most: MostRows | undefined): Fault | undefined {
  if (most === undefined || answer.rows === undefined || answer.rows() <= most.rows) return undefined;
  if (most.how === "cut") return { kind: "cut", framing: "chunked" };
  if (most.how === "hang") return { kind: "hang before body" };
  return { kind: "status", status: most.how };
}

interface Scene {
  /** The right answer. */
  readonly plain: Answer;
  /** The right answer with validators, if this emulator sends any. */
  readonly known: Answer;
  readonly exchange: Exchange;
  readonly sleep: Sleep;
  /** The right answer to the request with another parameter. */
  readonly answerTo: (other: OtherParameter) => Answer;
}

type OtherParameter = Extract<Fault, { kind: "other parameter" }>;

/** Plays the fault. If that is impossible, answers with the reason. */
async function playOf(fault: Fault, scene: Scene): Promise<(() => Promise<void>) | Answer> {
  try {
    switch (fault.kind) {
      case "status":
      case "login page":
      case "error object":
        return () => send(insteadOf(fault), scene.exchange);
      case "new field":
      case "missing field":
      case "renamed field":
      case "scaled field":
      case "swapped fields":
      case "changed type":
      case "null":
      case "keys in another order": {
        const changed = await withOtherRows(scene.plain, fault);
        return () => send(changed, scene.exchange);
      }
      case "capped rows": {
        const capped = await withFewerRows(scene.plain, fault);
        return () => send(capped, scene.exchange);
      }
      case "other parameter":
        return () => send(scene.answerTo(fault), scene.exchange);
      default:
        return await transportPlay(fault, { ...scene, answer: scene.known });
    }
  } catch (error) {
    if (error instanceof UnplayableFault) return textAnswer(501, error.message);
    throw error;
  }
}
