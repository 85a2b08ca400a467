// A picture as a file of its own: title above, source and licence below, colours fixed.
import type { DrawingSettings } from "./drawing.ts";
import { fixedPalette, pageFormats } from "./page-style.ts";

const svg = "http://www.w3.org/2000/svg";
const width = 960;
const margin = 32;
const lineHeight = 18;

export interface CaptionedImage {
  readonly image: SVGSVGElement;
  readonly width: number;
  readonly height: number;
}

interface Captioned {
  readonly title: string;
  readonly subtitle: string;
  readonly source: string;
  readonly draw: (settings: DrawingSettings) => Promise<SVGSVGElement>;
}

export async function captioned({ title, subtitle, source, draw }: Captioned): Promise<CaptionedImage> {
  const palette = fixedPalette();
  const inner = await draw({ width: width - 2 * margin, palette, formats: pageFormats() });
  const innerHeight = Number(inner.getAttribute("height"));
  const image = document.createElementNS(svg, "svg");
  const text = textWriter(image, palette.ink);
  const white = document.createElementNS(svg, "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: palette.paper }))
    white.setAttribute(name, value);
  image.append(white);
  let y = margin + 8;
  for (const line of wrapped(title, 70)) y = text(line, { y, size: 22, weight: 650 });
  for (const line of wrapped(subtitle, 120)) y = text(line, { y, size: 14, weight: 400 });
  inner.setAttribute("x", String(margin));
  inner.setAttribute("y", String(y));
  inner.style.color = palette.ink;
  image.append(inner);
  y += innerHeight + lineHeight * 1.5;
  for (const line of wrapped(source, 140)) y = text(line, { y, size: 12, weight: 400 });
  const height = Math.ceil(y + margin / 2);
  for (const [name, value] of Object.entries({
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    xmlns: svg,
  })) {
    image.setAttribute(name, String(value));
  }
  return { image, width, height };
}

function textWriter(image: SVGSVGElement, fill: string) {
  return (
    line: string,
    { y, size, weight }: { readonly y: number; readonly size: number; readonly weight: number },
  ) => {
    const made = document.createElementNS(svg, "text");
    const attributes = {
      x: margin,
      y,
      fill,
      "font-size": size,
      "font-weight": weight,
      "font-family": "system-ui, sans-serif",
    };
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
    made.textContent = line;
    image.append(made);
    return y + size * 1.4;
  };
}

/** Lines of at most so many characters, cut between words. */
export function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

export function svgText({ image }: CaptionedImage): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(image)}\n`;
}

const pixelsPerUnit = 2;

export async function pngOf(figure: CaptionedImage): Promise<Blob> {
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(figure))}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = figure.width * pixelsPerUnit;
  canvas.height = figure.height * pixelsPerUnit;
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return await new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error("The browser made no PNG")) : resolve(blob)),
      "image/png",
    );
  });
}
