// Parses header values by their grammar (RFC 9110 and 8288). An invalid value counts as absent.

export type Headers = Readonly<Record<string, string>>;

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const quoted = '"(?:[^"\\\\]|\\\\.)*"';
const days = "(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)";
const months = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
const time = "\\d\\d:\\d\\d:\\d\\d";
const httpDate = new RegExp(
  `^(?:${days}, \\d\\d ${months} \\d{4} ${time} GMT|${days}day, \\d\\d-${months}-\\d\\d ${time} GMT|${days} ${months} [ \\d]\\d ${time} \\d{4})$`,
);
const isDate = (value: string) => httpDate.test(value) && !Number.isNaN(Date.parse(value));

/** The grammars of fields that have one value. */
const grammars: Readonly<Record<string, (value: string) => boolean>> = {
  "content-length": (value) => /^\d{1,15}$/.test(value),
  "content-type": (value) =>
    new RegExp(`^${token}/${token}(?:[ \\t]*;[ \\t]*(?:${token}=(?:${token}|${quoted}))?)*$`).test(value),
  date: isDate,
  etag: (value) => /^(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/.test(value),
  "last-modified": isDate,
  "retry-after": (value) => /^\d{1,9}$/.test(value) || isDate(value),
  location: (value) => URL.canParse(value, "http://host/"),
};

/** The headers of an answer by their names in lower case, without cookies, which may be secrets. */
export function readHeaders(raw: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers: Record<string, string> = {};
  for (const [written, values] of Object.entries(raw)) {
    const name = written.toLowerCase();
    const value = singleValue(name, [...new Set([values ?? ""].flat().map((one) => one.trim()))]);
    if (value !== undefined && name !== "set-cookie") headers[name] = value;
  }
  return headers;
}

/** A field that must have one value counts as absent if it has several different ones. */
function singleValue(name: string, values: readonly string[]): string | undefined {
  const text = values.join(", ");
  if (name === "content-encoding") return codingsIn(text);
  const grammar = grammars[name];
  return grammar === undefined || (values.length === 1 && grammar(text)) ? text : undefined;
}

/** The codings of a body in lower case without `identity`; undefined if there are none. */
function codingsIn(value: string): string | undefined {
  const parts = value.split(",").map((part) => part.trim().toLowerCase());
  const named = parts.filter((part) => part !== "" && part !== "identity");
  if (!named.every((part) => new RegExp(`^${token}$`).test(part)) || named.length === 0) return undefined;
  return named.map((part) => (part === "x-gzip" ? "gzip" : part)).join(", ");
}

const link = new RegExp(`^<([^>]*)>((?:[ \\t]*;[ \\t]*${token}(?:[ \\t]*=[ \\t]*(?:${token}|${quoted}))?)*)`);
const parameter = new RegExp(`;[ \\t]*(${token})(?:[ \\t]*=[ \\t]*(${token}|${quoted}))?`, "g");

/** The target of the first link with that relation in a Link header. */
export function linkTarget(relation: string, value: string | undefined): string | undefined {
  let rest = (value ?? "").replace(/^[\s,]+/, "");
  for (let found = link.exec(rest); found !== null; found = link.exec(rest)) {
    const [whole, target = "", parameters = ""] = found;
    const named = [...parameters.matchAll(parameter)].find(([, name]) => name?.toLowerCase() === "rel")?.[2];
    const relations = (named ?? "").replace(/^"|"$/g, "").toLowerCase().split(/\s+/);
    if (relations.includes(relation)) return target;
    rest = rest.slice(whole.length).replace(/^[\s,]+/, "");
  }
  return undefined;
}
