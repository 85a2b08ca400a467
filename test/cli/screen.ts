// What stands on a terminal after everything was written to it: the three sequences the display uses.

/** Escape sequences begin with a sign one can read. */
export function readable(written: string): string {
  return written.replaceAll("\u001b", "␛");
}

/** The lines on the screen, without the empty one the cursor stands on. */
export function screenOf(written: string): readonly string[] {
  const lines: string[] = [""];
  let row = 0;
  for (const [part] of readable(written).matchAll(/␛\[2F|␛\[K|␛\[J|\n|[^␛\n]+/g)) {
    if (part === "␛[2F") row -= 2;
    else if (part === "␛[J") lines.splice(row, lines.length, "");
    else if (part === "\n") {
      row++;
      lines[row] ??= "";
    } else if (part !== "␛[K") lines[row] = part;
  }
  return lines.filter((line) => line !== "");
}
