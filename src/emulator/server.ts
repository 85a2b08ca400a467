// Starts the emulator: an HTTP server on this machine that answers like the API, or plays a fault.
import { createServer, type ServerResponse } from "node:http";
import { realEffects } from "../platform/effects.ts";
import { close, listen } from "../platform/listening.ts";
import { type Answer, textAnswer } from "./answers/answer.ts";
import { withFewerRows, withOtherRows } from "./content-faults.ts";
import type { Dialect } from "./dialects.ts";
import { type Fault, type FaultRule, faultAt, type PlayedFault, UnplayableFault } from "./faults.ts";
import { type AnswerSource, respond } from "./respond.ts";
import { type Exchange, isHangUp, isZipped, send, unlessFresh, withValidators } from "./sending.ts";
import { insteadOf, type Sleep, transportPlay } from "./transport-faults.ts";
import { buildWorld, type WorldOptions } from "./world/world.ts";

/** The world, the dialect and the faults of an emulator. Without a `port`, or with 0, it takes a free one. */
export interface EmulatorOptions {
  readonly world: WorldOptions;
  readonly dialect: Dialect;
  readonly port?: number;
  /**
   * Read at every call, so that a test may add rules. If the answer cannot show a fault, the emulator sends 501 with the
   * reason, and does not list the fault as played.
   */
  readonly faults?: readonly FaultRule[];
  /** Rejects takstbruk answers with more rows. A rule of `faults` takes precedence. */
  readonly mostRows?: MostRows;
  /** Answers carry ETag and Last-Modified, and conditional requests get 304 (RFC 9110). Nobody knows whether the API does so. */
  readonly conditional?: boolean;
  /** Waits during a slow drip. Absent means in real time. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** A running emulator. */
export interface Emulator {
  /** The current root, e.g. `http://127.0.0.1:4711/v1`. */
  readonly origin: string;
  /** The old root: the same paths without `/v1`. This is assumed, see `routeOf`. */
  readonly oldOrigin: string;
  /** How often each path and query was requested, `/v1` included. */
  readonly requests: () => ReadonlyMap<string, number>;
  /** The faults played so far, in the order of the calls. Rejections of too many rows are among them. */
  readonly played: () => readonly PlayedFault[];
  /** Stops listening and ends every open connection, also one that hangs. */
  readonly close: () => Promise<void>;
}

/** Starts an emulator on 127.0.0.1. A header of every answer names its synthetic world. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { world, dialect, port = 0, faults = [], mostRows, conditional = false } = options;
  const voice = { world: buildWorld(world), dialect };
  const requests = new Map<string, number>();
  const played: PlayedFault[] = [];
  const { sleep = realEffects().clock.sleep } = options;
  const onPlay = (fault: PlayedFault) => void played.push(fault);
  const manners = { faults, mostRows, conditional, sleep, onPlay };
  const mark = `rows=${world.rows}; seed=${world.seed}; dialect=${dialect.name}`;
  const answering = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    const call = (requests.get(path) ?? 0) + 1;
    requests.set(path, call);
    response.setHeader("helserefusjon-emulator", mark);
    const exchange = { request, response, gzip: dialect.gzip === "when accepted" };
    const answered = answerCall({ exchange, path, call }, { voice, manners })
      .catch((error: unknown) => endEarly(response, error))
      .finally(() => answering.delete(answered));
    answering.add(answered);
  });
  const oldOrigin = `http://127.0.0.1:${await listen(server, port)}`;
  return {
    origin: oldOrigin + dialect.root,
    oldOrigin,
    requests: () => requests,
    played: () => played,
    close: async () => {
      await close(server);
      await Promise.all(answering);
    },
  };
}

/** Ends the connection. Throws unless the caller hung up, because anything else is a bug of the emulator. */
function endEarly(response: ServerResponse, error: unknown): void {
  response.destroy();
  if (!isHangUp(error)) throw error;
}

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
async function answerCall(
  { exchange, path, call }: Call,
  { voice, manners }: { readonly voice: AnswerSource; readonly manners: Manners },
): Promise<void> {
  const { method = "GET", headers } = exchange.request;
  const answerTo = (url: URL) => respond({ method, url, accept: headers.accept }, voice);
  const plain = answerTo(urlFrom(path));
  const fault = faultAt(manners.faults, { path, call }) ?? tooLargeFault(plain, manners.mostRows);
  const known = manners.conditional
    ? withValidators(plain, { voice, path, zipped: isZipped(plain, exchange) })
    : plain;
  if (fault === undefined) return send(unlessFresh(known, headers), exchange);
  const otherAnswer = (other: OtherRequest) =>
    answerTo(urlOfOther(other, { path, root: voice.dialect.root }));
  const play = await playOf(fault, { plain, known, exchange, sleep: manners.sleep, otherAnswer });
  if (exchange.response.destroyed) return;
  if (typeof play !== "function") return send(play, exchange);
  manners.onPlay({ path, call, fault });
  return play();
}

/** A request target that is no path, such as a proxy's absolute form, gets the answer of an unknown path. */
function urlFrom(path: string): URL {
  const url = `http://127.0.0.1${path}`;
  return new URL(URL.canParse(url) ? url : "http://127.0.0.1/");
}

function urlOfOther(other: OtherRequest, { path, root }: { path: string; root: string }): URL {
  if (other.kind === "other request") return urlFrom(root + other.request);
  const url = urlFrom(path);
  if (other.value === undefined) url.searchParams.delete(other.parameter);
  else url.searchParams.set(other.parameter, other.value);
  return url;
}

function tooLargeFault(answer: Answer, most: MostRows | undefined): Fault | undefined {
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
  /** The right answer to another request. */
  readonly otherAnswer: (other: OtherRequest) => Answer;
}

type OtherRequest = Extract<Fault, { kind: "other parameter" | "other request" }>;

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
      case "other request":
        return () => send(scene.otherAnswer(fault), scene.exchange);
      default:
        return await transportPlay(fault, { ...scene, answer: scene.known });
    }
  } catch (error) {
    if (error instanceof UnplayableFault) return textAnswer(501, error.message);
    throw error;
  }
}
