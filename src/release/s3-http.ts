// How the S3 client speaks HTTP: over the same connections and proxies as everything else.
import type { S3ClientConfig } from "@aws-sdk/client-s3";
import { connectionsThrough, type Proxies } from "../platform/proxies.ts";

type Handler = Extract<NonNullable<S3ClientConfig["requestHandler"]>, { handle: unknown }>;
type S3Request = Pick<
  Parameters<Handler["handle"]>[0],
  "protocol" | "hostname" | "port" | "method" | "path" | "query" | "headers" | "body"
>;
type Query = Readonly<Record<string, string | readonly string[] | null>>;

/** A request handler for the S3 client that goes through these proxies. */
export function s3Handler(proxies: Proxies): Handler {
  const dispatcher = connectionsThrough(proxies, {
    connect: { timeout: 10_000 },
    requestTls: { timeout: 10_000 },
    proxyTls: { timeout: 10_000 },
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
  });
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle({ protocol, hostname, port, method, path, query = {}, headers, body }: S3Request) {
      // The client would send the body at once anyway, as undici does.
      const { expect: _, ...sent } = headers;
      const response = await dispatcher.request({
        origin: `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`,
        path: path + queryString(query),
        method: methodOf(method),
        headers: sent,
        body: body ?? null,
      });
      return {
        response: {
          statusCode: response.statusCode,
          headers: Object.fromEntries(
            Object.entries(response.headers).map(([name, value]) => [name, [value ?? ""].flat().join(", ")]),
          ),
          body: response.body,
        },
      };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => void dispatcher.destroy(),
  };
}

function methodOf(method: string): "DELETE" | "GET" | "HEAD" | "POST" | "PUT" {
  for (const known of ["DELETE", "GET", "HEAD", "POST", "PUT"] as const) if (known === method) return known;
  throw new Error(`The S3 client does not use ${method}`);
}

function queryString(query: Query): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    [value]
      .flat()
      .map((one) => (one === null ? percentEncoded(name) : `${percentEncoded(name)}=${percentEncoded(one)}`)),
  );
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

/** Escapes `!'()*` too, because the signature of a request requires it. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
