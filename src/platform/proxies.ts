// The proxies that the environment names, and connections that go through them.
import { EnvHttpProxyAgent } from "undici";
import { UsageError } from "../domain/errors.ts";

/** Proxies by the protocol of the address asked for, and the hosts that are asked without one. */
export interface Proxies {
  readonly http?: string | undefined;
  readonly https?: string | undefined;
  readonly except?: string | undefined;
}

/** Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY; the small letters win, as for curl. UsageError for a proxy that is no URL. */
export function proxiesFrom(environment: Readonly<Record<string, string | undefined>>): Proxies {
  const found = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined;
  return {
    http: proxyUrl("HTTP_PROXY", found("HTTP_PROXY")),
    https: proxyUrl("HTTPS_PROXY", found("HTTPS_PROXY")),
    except: found("NO_PROXY"),
  };
}

/** The value is not repeated: it may hold a password. */
function proxyUrl(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = value.includes("://") ? value : `http://${value}`;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(`Cannot use ${name}: expected a URL such as http://proxy.example:8080`);
}

export type Connections = Omit<EnvHttpProxyAgent.Options, "httpProxy" | "httpsProxy" | "noProxy">;

/** Connections that go through these proxies. This machine itself is never asked through one. */
export function connectionsThrough(proxies: Proxies, options: Connections): EnvHttpProxyAgent {
  const { http = "", https = "", except = "" } = proxies;
  const everyHost = except.split(/[,\s]+/).includes("*");
  const noProxy = everyHost ? "*" : [except, "localhost", "127.0.0.1", "[::1]"].join(",");
  return new EnvHttpProxyAgent({ ...options, httpProxy: http, httpsProxy: https, noProxy });
}

/** What an error says about the proxies when a host cannot be reached, without their credentials. */
export function proxyAdvice(proxies: Proxies): string {
  const named = [
    ...(proxies.https === undefined ? [] : [`HTTPS_PROXY is ${shown(proxies.https)}`]),
    ...(proxies.http === undefined ? [] : [`HTTP_PROXY is ${shown(proxies.http)}`]),
    ...(proxies.except === undefined ? [] : [`NO_PROXY is ${JSON.stringify(proxies.except)}`]),
  ];
  return named.length === 0
    ? "no proxy is set; set HTTPS_PROXY if this network needs one"
    : `${named.join(", ")}; check them`;
}

function shown(proxy: string): string {
  return new URL(proxy).origin;
}
