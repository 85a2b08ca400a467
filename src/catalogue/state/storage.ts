// What the browser remembers until the next visit. A page opened as a file, or without permission, remembers nothing.

const prefix = "helserefusjon-";

export type Remembered = "language" | "theme" | "place";

export function stored(name: Remembered): string | undefined {
  try {
    return localStorage.getItem(prefix + name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function store(name: Remembered, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // Nothing is lost but the reader's choice.
  }
}
