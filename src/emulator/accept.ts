// Which representation a caller gets: JSON unless the Accept header prefers XML.

/** The preferred of the two representations, or undefined when the caller takes neither. */
export function preferredFormat(accept: string | undefined): "json" | "xml" | undefined {
  const ranges = (accept ?? "*/*").split(",").map(rangeOf);
  const best = ranges
    .map((range) => ({ ...range, format: formatOf(range.type) }))
    .filter((range) => range.format !== undefined && range.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return best[0]?.format;
}

function rangeOf(text: string): { readonly type: string; readonly quality: number } {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
}

function formatOf(type: string): "json" | "xml" | undefined {
  if (type === "application/xml" || type === "text/xml") return "xml";
  return ["application/json", "application/*", "*/*"].includes(type) ? "json" : undefined;
}
