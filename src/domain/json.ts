// JSON as text: written for people to read, and parsed where text that is not JSON is an expected case.

/** A value as JSON with two spaces, a line break at the end and the keys in the given order. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The value of a JSON text; undefined if the text is not JSON. */
export function jsonIfValid(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller decides by its schema, which rejects undefined.
    return undefined;
  }
}
