// The diagram of the joins between datasets, from the registry's references: as Mermaid for Markdown, as SVG for HTML.
import type { Reference } from "../domain/dataset.ts";
import { escapeMarkup } from "../domain/markdown.ts";

/** A dataset with the references to draw. */
export interface Entity {
  readonly name: string;
  readonly references: readonly (Omit<Reference, "matches"> & { readonly matches?: Reference["matches"] })[];
}

/**
 * The references of a dataset. Counts of takster also join to inhabitants, although no rule of the data demands it. Only tables
 * added up to the places of today have whole counts for them, so that no other table joins to the inhabitants of today's places.
 */
export function joinsOf({
  name,
  references,
  columns,
  key,
}: Entity & {
  readonly columns: readonly { readonly name: string }[];
  readonly key: readonly string[];
}): Entity {
  const has = (column: string) => columns.some((one) => one.name === column);
  if (!has("sum_antall_takst") || !has("ar")) return { name, references };
  const today = ["gjeldende_kommunenr", "gjeldende_fylkesnr"].find((column) => key.includes(column));
  const isOfWholeCountry = !has("behandler_kommunenr") && !has("behandler_fylke");
  const population: Reference[] =
    today !== undefined
      ? [{ columns: [today, "ar"], dataset: "innbyggere_gjeldende", to: ["nr", "ar"], matches: "one" }]
      : isOfWholeCountry
        ? [{ columns: ["ar"], dataset: "innbyggere_gjeldende", to: ["ar"], matches: "many" }]
        : [];
  const then: Reference = {
    columns: ["behandler_kommunenr", "ar"],
    dataset: "kommune_innbyggere",
    to: ["kommunenr", "ar"],
    matches: "one",
  };
  return { name, references: [...references, ...population, ...(has("behandler_kommunenr") ? [then] : [])] };
}

/** One line for each reference; a crow's foot on the right marks a join to several rows. */
export function mermaidOf(entities: readonly Entity[]): string {
  const lines = entities.flatMap(({ name, references }) =>
    references.map(({ columns, dataset, matches }) => {
      return `    ${name} ${matches === "many" ? "}o--o{" : "}o--o|"} ${dataset} : "${columns.join(", ")}"`;
    }),
  );
  return `erDiagram\n${lines.join("\n")}`;
}

const [rowHeight, gap, padding, letter, middle] = [18, 14, 8, 7.3, 260];

interface Box {
  readonly name: string;
  readonly rows: readonly string[];
  readonly top: number;
}

/** Referring datasets on the left with a row for each reference, and the datasets they lead to on the right. */
export function svgOf(entities: readonly Entity[], title: string): string {
  const referring = entities.filter(({ references }) => references.length > 0);
  const left = stacked(
    referring.map(({ name, references }) => ({
      name,
      rows: references.map(({ columns }) => columns.join(", ")),
    })),
  );
  const targets = [
    ...new Set(referring.flatMap(({ references }) => references.map(({ dataset }) => dataset))),
  ];
  const height = Math.max(0, ...left.map(bottomOf));
  const free = height - targets.length * (rowHeight + 2 * padding);
  const spread = Math.max(gap, free / Math.max(1, targets.length - 1));
  const right = stacked(
    targets.map((name) => ({ name, rows: [] })),
    spread,
  );
  const [leftWidth, rightWidth] = [widthOf(left), widthOf(right)];
  const rightEdge = leftWidth + middle;
  const lines = referring.flatMap(({ references }, at) =>
    references.map(({ dataset, matches }, row) => {
      const from = (left[at]?.top ?? 0) + rowHeight * (row + 1.5) + padding;
      const to = (right.find(({ name }) => name === dataset)?.top ?? 0) + rowHeight / 2 + padding;
      const bend = leftWidth + middle / 2;
      const dashes = matches === "many" ? ' stroke-dasharray="4 3"' : "";
      return `<path d="M${leftWidth} ${from}C${bend} ${from} ${bend} ${to} ${rightEdge} ${to}"${dashes}/>`;
    }),
  );
  const [width, tall] = [rightEdge + rightWidth + 2, Math.max(0, ...[...left, ...right].map(bottomOf)) + 2];
  return `<svg viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}" role="img" aria-label="${escapeMarkup(title)}">
${[...lines, ...left.map((box) => boxOf(box, 1, leftWidth)), ...right.map((box) => boxOf(box, rightEdge, rightWidth))].join("\n")}
</svg>`;
}

function stacked(boxes: readonly Omit<Box, "top">[], apart: number = gap): readonly Box[] {
  let top = 1;
  return boxes.map((box) => {
    const placed = { ...box, top };
    top = Math.round(bottomOf(placed) + apart);
    return placed;
  });
}

function bottomOf({ top, rows }: Box): number {
  return top + rowHeight * (rows.length + 1) + 2 * padding;
}

function widthOf(boxes: readonly Box[]): number {
  const texts = boxes.flatMap(({ name, rows }) => [name, ...rows]);
  return Math.ceil(Math.max(...texts.map(({ length }) => length), 0) * letter) + 2 * padding;
}

function boxOf({ name, rows, top }: Box, x: number, width: number): string {
  const texts = [name, ...rows].map((text, row) => {
    const y = top + padding + rowHeight * (row + 0.7);
    return `<text x="${x + padding}" y="${y}"${row === 0 ? ' class="name"' : ""}>${escapeMarkup(text)}</text>`;
  });
  return `<rect x="${x}" y="${top}" width="${width - 2}" height="${bottomOf({ name, rows, top }) - top}" rx="4"/>\n${texts.join("\n")}`;
}
