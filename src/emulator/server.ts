// The API's stand-in: a real HTTP server on this machine that answers as the evidence says the real one does.
import { createServer, type ServerResponse } from "node:http";
import { realEffects } from "../platform/effects.ts";
import { close, listen } from "../platform/listening.ts";
import { answerCall, type MostRows } from "./answering.ts";
import type { Dialect } from "./dialects.ts";
import type { FaultRule, PlayedFault } from "./faults.ts";
import { isHangUp } from "./sending.ts";
import { buildWorld, type WorldOptions } from "./world/world.ts";

/** Which world to answer from and how to speak. Without a `port`, or with 0, a free one is taken. */
export interface EmulatorOptions {
  readonly world: WorldOptions;
  readonly dialect: Dialect;
  readonly port?: number;
  /**
   * Misbehaviour on purpose, read anew at every call. A fault that cannot be played on its answer is answered 501 and
   * why, and is not among those played.
   */
  readonly faults?: readonly FaultRule[];
  /** Refuses takstbruk answers with more rows; a fault of `faults` goes before. */
  readonly mostRows?: MostRows;
  /** Answers carry ETag and Last-Modified, and 304 is said by RFC 9110; nobody knows whether the API does. */
  readonly conditional?: boolean;
  /** How the pauses of a slow drip pass; absent: in real time. */
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

/** A running emulator. */
export interface Emulator {
  /** The current root, e.g. `http://127.0.0.1:4711/v1`. */
  readonly origin: string;
  /** The old root: the same paths without `/v1` (an assumption, see routes.ts). */
  readonly oldOrigin: string;
  /** Path and query exactly as asked, `/v1` included, and how often. */
  readonly requests: () => ReadonlyMap<string, number>;
  /** The faults played so far, refusals of too many rows among them, in the order of the calls. */
  readonly played: () => readonly PlayedFault[];
  /** Stops listening and ends every open connection, those that hang included. */
  readonly close: () => Promise<void>;
}

/** Starts an emulator on 127.0.0.1. Every answer says in a header which synthetic world it is from. */
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
    origin: `${oldOrigin}/v1`,
    oldOrigin,
    requests: () => requests,
    played: () => played,
    close: async () => {
      await close(server);
      await Promise.all(answering);
    },
  };
}

/** A caller that hangs up early is its own business; anything else is a bug here and must not pass unseen. */
function endEarly(response: ServerResponse, error: unknown): void {
  response.destroy();
  if (!isHangUp(error)) throw error;
}
