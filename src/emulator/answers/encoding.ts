// Text to bytes, in the encodings the API's publications have been seen in.

/** How an answer's text becomes bytes. */
export type Encoding = "utf-8" | "cp1252";

/** The bytes of a text; in cp1252 a character it lacks becomes a question mark. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === "utf-8") return Buffer.from(text, "utf8");
  return Buffer.from(
    text.replace(/[\u0100-\uffff]/g, (char) => windows.get(char) ?? "?"),
    "latin1",
  );
}

/** The characters Windows put where ISO-8859-1 has control codes. */
const windows: ReadonlyMap<string, string> = new Map([
  ["€", "\x80"],
  ["–", "\x96"],
  ["—", "\x97"],
  ["‘", "\x91"],
  ["’", "\x92"],
  ["“", "\x93"],
  ["”", "\x94"],
  ["…", "\x85"],
]);
