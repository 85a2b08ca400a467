// A real proxy that opens tunnels, and remembers for whom.
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface ConnectProxy {
  readonly port: number;
  /** The requests, with their credentials. */
  readonly connected: string[];
}

/** A proxy that opens a tunnel to this machine whatever the host is called. */
export async function connectProxy(reject = false): Promise<ConnectProxy> {
  const connected: string[] = [];
  const open = new Set<Socket>();
  const server: Server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", (request, socket: Socket) => {
    connected.push(`${request.url} ${request.headers["proxy-authorization"] ?? "nobody"}`);
    if (reject) {
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    const port = Number(request.url?.split(":").at(-1));
    const through = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      through.pipe(socket);
      socket.pipe(through);
    });
    for (const one of [socket, through]) {
      open.add(one);
      one.on("error", () => one.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The proxy has no port");
  return { port: address.port, connected };
}
