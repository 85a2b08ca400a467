// The proxies in the environment, and connections through them.
import { EnvHttpProxyAgent } from "undici";
import { UsageError } from "../domain/errors.ts";

/** The proxy for each protocol, and the hosts that need none. */
export interface Proxies {
  readonly http?: string | undefined;
  readonly https?: string | undefined;
  readonly except?: string | undefined;
}

/** Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Lower case has precedence, as in curl. Throws a UsageError for an invalid URL. */
export function proxiesFrom(environment: Readonly<Record<string, string | undefined>>): Proxies {
  const found = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined;
  return {
    http: proxyUrl("HTTP_PROXY", found("HTTP_PROXY")),
    https: proxyUrl("HTTPS_PROXY", found("HTTPS_PROXY")),
    except: found("NO_PROXY"),
  };
}

/** The error does not have the value, because it may contain a password. */
function proxyUrl(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = value.includes("://") ? value : `http://${value}`;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  const expected = "a URL such as http://proxy.example:8080";
  throw new UsageError(`Cannot use ${name}: expected ${expected}`, { facts: { variable: name, expected } });
}

export type Connections = Omit<EnvHttpProxyAgent.Options, "httpProxy" | "httpsProxy" | "noProxy">;

/** Connections through these proxies. This machine itself is always reached directly. */
export function connectionsThrough(proxies: Proxies, options: Connections): EnvHttpProxyAgent {
  const { http = "", https = "", except = "" } = proxies;
  const everyHost = except.split(/[,\s]+/).includes("*");
  const noProxy = everyHost ? "*" : [except, "localhost", "127.0.0.1", "[::1]"].join(",");
  return new EnvHttpProxyAgent({ ...options, httpProxy: http, httpsProxy: https, noProxy });
}

/** Advice about the proxies for an unreachable host, without their credentials. */
export function proxyAdvice(proxies: Proxies): string {
  const named = [
    ...(proxies.https === undefined ? [] : [`HTTPS_PROXY is ${withoutPassword(proxies.https)}`]),
    ...(proxies.http === undefined ? [] : [`HTTP_PROXY is ${withoutPassword(proxies.http)}`]),
    ...(proxies.except === undefined ? [] : [`NO_PROXY is ${JSON.stringify(proxies.except)}`]),
  ];
  return named.length === 0
    ? "Set HTTPS_PROXY if this network needs a proxy"
    : `Check the proxies: ${named.join(", ")}`;
}

function withoutPassword(proxy: string): string {
  return new URL(proxy).origin;
}
