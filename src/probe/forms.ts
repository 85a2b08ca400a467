// Recognises the form a value is written in. A function returns undefined for a form we do not know.

const isoDay = /^\d{4}-\d\d-\d\d$/;
const isoTime = /^\d{4}-\d\d-\d\d[T ](\d\d:\d\d)(?::\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/;

/** Every form of ISO date-time, named by an example: midnight in Norway, in local time or in UTC. */
const timeForms: readonly string[] = ["", ".000"].flatMap((millis) => [
  `2025-07-01T00:00:00${millis}`,
  `2025-07-01T00:00:00${millis}+0200`,
  `2025-07-01T00:00:00${millis}+02:00`,
  `2025-06-30T22:00:00${millis}Z`,
  `2025-06-30T22:00:00${millis}+0000`,
]);

export const dateForms: readonly string[] = [
  "2025-07-01",
  ...timeForms,
  "to 23:59:59",
  "epoch millis",
  "[2025,7,1]",
  "01.07.2025",
];

/** Returns one of `dateForms`. */
export function dateForm(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.every((part) => typeof part === "number") ? "[2025,7,1]" : undefined;
  const text = String(value);
  if (/^-?\d{11,15}$/.test(text)) return "epoch millis";
  if (/^\d\d?\.\d\d?\.\d{4}$/.test(text)) return "01.07.2025";
  return isoDay.test(text) ? "2025-07-01" : timeForm(text);
}

function timeForm(text: string): string | undefined {
  const found = isoTime.exec(text);
  if (found === null) return undefined;
  const [, time, fraction, zone = ""] = found;
  if (time === "23:59") return "to 23:59:59";
  const millis = fraction === undefined ? "" : ".000";
  if (zone === "Z" || /^\+00:?00$/.test(zone)) return `2025-06-30T22:00:00${millis}${zone.replace(":", "")}`;
  return `2025-07-01T00:00:00${millis}${zone.replace(/\d\d(?=:?\d\d$)/, "02")}`;
}

export const endForms = ["absent", "null", "empty", "9999-12-31", "2999-12-31", "4000-01-01"] as const;

/** Returns one of `endForms`, `an end` for a real end date, or undefined for an unknown far date. */
export function endForm(value: unknown): string | undefined {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (value === "") return "empty";
  const year = yearOf(value);
  if (year === 9999) return "9999-12-31";
  if (year === 2999) return "2999-12-31";
  if (year === 3999 || year === 4000) return "4000-01-01";
  return year > 2100 ? undefined : "an end";
}

function yearOf(value: unknown): number {
  if (Array.isArray(value)) return Number(value[0]);
  const text = String(value);
  if (/^-?\d{11,15}$/.test(text)) return new Date(Number(text)).getUTCFullYear();
  return Number(/(?<!\d)\d{4}(?!\d)/.exec(text)?.[0] ?? 0);
}

export const monthForms = [
  "yyyyMM text",
  "yyyyMM number",
  "MM text",
  "M text",
  "M number",
  "yyyy-MM text",
] as const;

/** Only the months 1 to 9 show whether the API writes a leading zero. */
export function monthForm(value: unknown): string | undefined {
  if (typeof value === "number") {
    if (value >= 1 && value <= 12) return "M number";
    return /^(19|20)\d{4}$/.test(String(value)) ? "yyyyMM number" : undefined;
  }
  const text = String(value);
  if (/^(19|20)\d{4}$/.test(text)) return "yyyyMM text";
  if (/^(19|20)\d\d-\d\d$/.test(text)) return "yyyy-MM text";
  if (/^\d\d$/.test(text)) return "MM text";
  return /^\d$/.test(text) ? "M text" : undefined;
}

export const fylkeForms = ["03 text", "3 text", "3 number", "name"] as const;

/** Only the fylker 1 to 9 show whether the API writes a leading zero. */
export function fylkeForm(value: unknown): string | undefined {
  if (typeof value === "number") return "3 number";
  const text = String(value);
  if (/^\d\d$/.test(text)) return "03 text";
  if (/^\d$/.test(text)) return "3 text";
  return /^\p{L}[\p{L} .–-]+$/u.test(text) ? "name" : undefined;
}

export const booleanForms = ["true", "'true'", "J/N", "ja/nei", "'1'/'0'", "1/0"] as const;

export function booleanForm(value: unknown): string | undefined {
  if (typeof value === "boolean") return "true";
  if (value === 0 || value === 1) return "1/0";
  const text = String(value).toLowerCase();
  if (text === "true" || text === "false") return "'true'";
  if (text === "j" || text === "n") return "J/N";
  if (text === "ja" || text === "nei") return "ja/nei";
  return text === "0" || text === "1" ? "'1'/'0'" : undefined;
}

export const numberForms = ["as live", "whole", "exponent", "text", "decimal comma"] as const;

/** Takes an amount as it stands in the JSON text: `301185.0`, `"301185,0"`. */
export function numberForm(token: string): string | undefined {
  if (/^"-?[\d.]+"$/.test(token)) return "text";
  if (/^"-?\d+,\d+"$/.test(token)) return "decimal comma";
  if (/^-?\d+(\.\d+)?[eE][+-]?\d+$/.test(token)) return "exponent";
  if (/^-?\d+\.\d+$/.test(token)) return "as live";
  return /^-?\d+$/.test(token) ? "whole" : undefined;
}

export const codeListForms = ["pipe", "comma", "array", "led by Alle", "one code"] as const;

export function codeListForm(value: unknown): string | undefined {
  if (Array.isArray(value)) return "array";
  const text = String(value);
  if (/^alle\b/i.test(text)) return "led by Alle";
  if (text.includes("|")) return "pipe";
  if (text.includes(",")) return "comma";
  return /^[\p{L}\p{N}.+-]+$/u.test(text) ? "one code" : undefined;
}
