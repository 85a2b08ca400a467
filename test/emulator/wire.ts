// Asking an emulator over a bare socket: what really came over the wire, and how it ended.
import { connect } from "node:net";

/** What came: `end` is a FIN, `reset` an RST, `silence` that nothing more came for a while. */
export interface Wire {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body without the framing of its chunks. */
  readonly body: Buffer;
  /** How long each chunk was; the last is 0 when the body was said to be complete. */
  readonly chunks: readonly number[];
  readonly ending: "end" | "reset" | "silence";
}

/** Asks for an address and reads until the connection ends or is silent. */
export async function wireOf(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Wire> {
  const { hostname, port, pathname, search } = new URL(url);
  const lines = Object.entries({ host: hostname, connection: "close", ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const request = `GET ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n`;
  const { bytes, ending } = await exchange(request, Number(port));
  return { ...partsOf(bytes), ending };
}

/** Silence is several short ones in a row: a busy machine may delay the first. */
function exchange(request: string, port: number): Promise<{ bytes: Buffer; ending: Wire["ending"] }> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    let silences = 0;
    const settle = (ending: Wire["ending"]) => {
      socket.destroy();
      resolve({ bytes: Buffer.concat(received), ending });
    };
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    socket.setTimeout(30);
    socket.on("timeout", () => (++silences < 5 ? socket.setTimeout(30) : settle("silence")));
    socket.on("data", (chunk: Buffer) => {
      silences = 0;
      received.push(chunk);
    });
    socket.on("end", () => settle("end"));
    socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" ? settle("reset") : reject(error),
    );
  });
}

function partsOf(bytes: Buffer): Omit<Wire, "ending"> {
  const end = bytes.indexOf("\r\n\r\n");
  const [first = "", ...lines] = bytes.toString("latin1", 0, Math.max(end, 0)).split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const content = end === -1 ? Buffer.alloc(0) : bytes.subarray(end + 4);
  const framed =
    headers["transfer-encoding"] === "chunked" ? dechunked(content) : { body: content, chunks: [] };
  return { status: Number(first.split(" ")[1] ?? 0), headers, ...framed };
}

function dechunked(content: Buffer): { readonly body: Buffer; readonly chunks: readonly number[] } {
  const pieces: Buffer[] = [];
  const chunks: number[] = [];
  for (let at = 0; at < content.length; ) {
    const lineEnd = content.indexOf("\r\n", at);
    const length = Number.parseInt(content.toString("latin1", at, lineEnd), 16);
    pieces.push(content.subarray(lineEnd + 2, lineEnd + 2 + length));
    chunks.push(length);
    at = lineEnd + 2 + length + 2;
  }
  return { body: Buffer.concat(pieces), chunks };
}
