// Markdown for the generated pages: tables whose cells cannot break them, and names as code.

/** A table; bars and line breaks in a cell are written so that they stay in it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Names as code, divided by commas. */
export function names(list: readonly string[]): string {
  return list.map((name) => `\`${name}\``).join(", ");
}

function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
}
