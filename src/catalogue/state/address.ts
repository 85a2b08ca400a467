// The address of a view: what stands after the # of the page, so that every view has a link.

export type View = "finn" | "analyse" | "takst" | "sted" | "data" | "tillit";

export interface Address {
  readonly view: View | "unknown";
  /** The rest of the path: a dataset, a takst as FAGOMRAADE/KODE, a place's number. */
  readonly name: string;
  readonly query: ReadonlyMap<string, string>;
}

const views: readonly View[] = ["finn", "analyse", "takst", "sted", "data", "tillit"];

/** Views that had other names in earlier releases, whose links still lead somewhere. */
const earlier: Readonly<Record<string, View>> = { bilder: "tillit", sjekker: "tillit", "": "finn" };

export function addressOf(hash: string): Address {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?");
  const [first = "", ...rest] = path.split("/");
  const view = views.find((name) => name === first) ?? earlier[first] ?? "unknown";
  const name = rest.map(decoded).join("/");
  return { view, name: view === "unknown" ? decoded(path) : name, query: parameters(query) };
}

/** The hash of an address. Commas and colons stay, so that people can read it. */
export function hashOf(view: View, name = "", query: Iterable<readonly [string, string]> = []): string {
  const path = [view === "finn" ? "" : view, ...(name === "" ? [] : name.split("/").map(encoded))].join("/");
  const parts = [...query]
    .filter(([, value]) => value !== "")
    .map(([key, value]) => `${key}=${encoded(value)}`);
  return `#/${path}${parts.length === 0 ? "" : `?${parts.join("&")}`}`;
}

function parameters(query: string): ReadonlyMap<string, string> {
  const pairs = query.split("&").filter((part) => part !== "");
  return new Map(
    pairs.map((pair) => {
      const [key = "", ...value] = pair.split("=");
      return [decoded(key), decoded(value.join("=").replaceAll("+", " "))];
    }),
  );
}

function encoded(text: string): string {
  return encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%3A", ":");
}

/** Someone may cut an address in the middle of an escape. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
