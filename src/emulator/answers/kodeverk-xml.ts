// A kodeverk row as XML, in a dialect.
import { entriesOf, jsonToken, type Speech } from "./kodeverk-json.ts";
import type { KodeverkRecord, Value } from "./values.ts";

/** One row as an element of the given name. */
export function recordAsXml(
  record: KodeverkRecord,
  { element, speech }: { element: string; speech: Speech },
): string {
  const children = entriesOf(record, speech.dialect).map(([key, value]) =>
    fieldAsXml(key, { value, speech }),
  );
  return `<${element}>${children.join("")}</${element}>`;
}

/** Text made safe between tags; control characters XML 1.0 cannot hold do not occur in the world. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>\r]/g, (char) => entities.get(char) ?? char);
}

const entities = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ["\r", "&#13;"],
]);

function fieldAsXml(key: string, { value, speech }: { value: Value | undefined; speech: Speech }): string {
  if (value?.kind === "records") {
    return value.records.map((record) => recordAsXml(record, { element: key, speech })).join("");
  }
  const content = xmlText(value, speech);
  return content === undefined ? "" : `<${key}>${escapeXml(content)}</${key}>`;
}

/** The scalar a JSON token stands for. XML has no null and no arrays: nulls are left out, lists become text. */
function xmlText(value: Value | undefined, speech: Speech): string | undefined {
  const pipes = speech.dialect.codeLists === "comma" ? "," : "|";
  if (value?.kind === "codes") return [value.lead, ...value.codes].filter((code) => code !== "").join(pipes);
  const token = jsonToken(value, speech);
  if (token === undefined || token === "null") return undefined;
  const parsed: unknown = JSON.parse(token);
  if (Array.isArray(parsed)) return parsed.map((part) => String(part).padStart(2, "0")).join("-");
  return typeof parsed === "string" ? parsed : token;
}
