// Texts for reports and pages: counts, Markdown tables, and texts in HTML and XML.

/** `1234567` as `1 234 567`. */
export function countText(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, " ");
}

/** `1 request`, `1 234 requests`, `2 retries`. */
export function counted(count: number, noun: string): string {
  const plural = noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${countText(count)} ${count === 1 ? noun : plural}`;
}

/** A table with numbers at the right. Cells may have any text, because pipes and line breaks are escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, at) => {
    const cells = rows.flatMap((row) => row[at] || []);
    return cells.length > 0 && cells.every(isNumber) ? "---:" : "---";
  });
  const lines = [head, rule, ...rows];
  return lines.map((cells) => `| ${cells.map(escapeCell).join(" | ")} |`).join("\n");
}

/** Whether a cell is a count or a size as `countText` writes it. Years and codes, such as 2026 and 0301, are texts. */
function isNumber(cell: string): boolean {
  return /^[-−+]?(0|[1-9]\d{0,2})( \d{3})*(\.\d+)?( ([kMG]?B|%))?$/.test(cell);
}

function escapeCell(cell: string): string {
  return cell.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
}

/** A text as it stands in HTML or XML, within an element or a quoted attribute. */
export function escapeMarkup(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
