// Serves recorded answers instead of a made-up world: to the very request that was recorded, or a 404 that names it.
import { createServer } from "node:http";
import { notRecordedHeader } from "../../domain/origin.ts";
import type { Answer } from "../answers/answer.ts";
import { close, listen } from "../listening.ts";
import { isHangUp, send } from "../sending.ts";
import { type Asked, nameOfAsked } from "./asked.ts";
import { type Recorded, recordedIn } from "./recorded.ts";

/** A running replay. */
export interface Replay {
  /** The root that was recorded, on this machine: `http://127.0.0.1:4711/v1`. */
  readonly origin: string;
  /** How many answers it has. */
  readonly answers: number;
  readonly close: () => Promise<void>;
}

/**
 * Serves a probe's or a pull's folder on 127.0.0.1. Without a `port`, or with 0, a free one is taken. Throws a UsageError
 * where the folder is neither.
 */
export async function startReplay(of: { readonly folder: string; readonly port?: number }): Promise<Replay> {
  const recorded = await recordedIn(of.folder);
  const server = createServer((request, response) => {
    const { method = "GET", url: path = "/", headers } = request;
    const answer = answerTo({ method, path, accept: headers.accept }, { ...recorded, folder: of.folder });
    send(answer, { request, response, gzip: false }).catch((error: unknown) => {
      response.destroy();
      if (!isHangUp(error)) throw error;
    });
  });
  const port = await listen(server, of.port ?? 0);
  return {
    origin: `http://127.0.0.1:${port}${recorded.rootPath}`,
    answers: recorded.answers.size,
    close: () => close(server),
  };
}

function answerTo(asked: Asked, { answers, folder }: Recorded & { readonly folder: string }): Answer {
  const name = nameOfAsked(asked);
  const found = answers.get(name);
  if (found !== undefined) return found;
  const text = `Cannot replay ${name}: the ${answers.size} answers in ${folder} are to other requests\n`;
  return {
    status: 404,
    contentType: "text/plain;charset=UTF-8",
    headers: { [notRecordedHeader]: "true" },
    body: [Buffer.from(text)],
  };
}
