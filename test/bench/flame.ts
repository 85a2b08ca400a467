// Draws a CPU profile of Node as a flame graph: `node --import tsx test/bench/flame.ts <file.cpuprofile> <file.svg> [title]`.

import { readFileSync, writeFileSync } from "node:fs";
import { escapeMarkup } from "../../src/domain/markdown.ts";

/** As `node --cpu-prof` writes it: a tree of calls, and which of them ran in each sample. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** A call with its microseconds, those of what it called among them. */
interface Frame {
  readonly name: string;
  readonly home: string;
  time: number;
  readonly calls: Map<string, Frame>;
}

const width = 1200;
const rowHeight = 16;
/** Narrower frames are left out: nobody could read them. */
const narrowest = 3;
/** Deeper is only Node, loading modules that load modules. */
const deepestDrawn = 16;
const letterWidth = 6.2;
const colours: Readonly<Record<string, string>> = {
  extract: "#7fb3d5",
  transform: "#82c99b",
  load: "#f0c36d",
  stores: "#c39bd3",
  node: "#d5d8dc",
  native: "#aeb6bf",
};

/** Calls that only hand on: left out, their time being that of who called them. */
const passages = /^(wasm:|node:(events|internal\/(streams|process|modules)))/;

const [from = "", to = "", title = "CPU profile"] = process.argv.slice(2);
const profile: Profile = JSON.parse(readFileSync(from, "utf8"));
writeFileSync(to, svgOf(mergedTree(profile), title));

/** Calls of the same function from the same place become one; waiting is left out. */
function mergedTree({ nodes, samples, timeDeltas }: Profile): Frame {
  const times = new Map<number, number>();
  for (const [at, id] of samples.entries()) times.set(id, (times.get(id) ?? 0) + (timeDeltas[at] ?? 0));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const root: Frame = { name: "all", home: "", time: 0, calls: new Map() };
  const visit = (id: number, parent: Frame): number => {
    const node = byId.get(id);
    if (node === undefined || node.callFrame.functionName === "(idle)") return 0;
    const name = node.callFrame.functionName || "(anonymous)";
    const home = homeOf(node.callFrame.url);
    const key = `${name} ${home}`;
    const frame = parent.calls.get(key) ?? { name, home, time: 0, calls: new Map() };
    const isPassage = passages.test(home);
    if (!isPassage) parent.calls.set(key, frame);
    const below = (node.children ?? []).reduce((sum, id) => sum + visit(id, isPassage ? parent : frame), 0);
    const time = (times.get(id) ?? 0) + below;
    frame.time += time;
    return time;
  };
  const top = nodes[0]?.children ?? [];
  root.time = top.reduce((sum, id) => sum + visit(id, root), 0);
  return root;
}

/** `extract/landing.ts` for our files, `node:zlib` for Node's, the name for those of packages. */
function homeOf(url: string): string {
  const own = /\/src\/([^?]+)/.exec(url);
  const packaged = [...url.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)].at(-1);
  return packaged?.[1] ?? own?.[1] ?? url;
}

function svgOf(root: Frame, title: string): string {
  const bars: string[] = [];
  let deepest = 0;
  const draw = (frame: Frame, x: number, depth: number): void => {
    const size = (frame.time / root.time) * width;
    if (size < narrowest || depth > deepestDrawn) return;
    deepest = Math.max(deepest, depth);
    bars.push(barOf(frame, { x, y: depth * rowHeight + 40, size, share: frame.time / root.time }));
    let left = x;
    for (const call of [...frame.calls.values()].sort((one, other) => other.time - one.time)) {
      draw(call, left, depth + 1);
      left += (call.time / root.time) * width;
    }
  };
  draw(root, 0, 0);
  const height = (deepest + 1) * rowHeight + 50;
  const heading = `${title}: ${(root.time / 1e6).toFixed(1)} s of the main thread, waiting left out`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="10" role="img">
<title>${escapeMarkup(heading)}</title>
<style>rect{stroke:#fff;stroke-width:.5}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="4" y="20" font-size="14">${escapeMarkup(heading)}</text>
${bars.join("\n")}
</svg>
`;
}

function barOf(
  { name, home }: Frame,
  { x, y, size, share }: { x: number; y: number; size: number; share: number },
): string {
  const label = `${name}${home === "" ? "" : ` ${home}`}`;
  const letters = Math.floor((size - 4) / letterWidth);
  const shown = letters < 3 ? "" : label.length > letters ? `${label.slice(0, letters - 1)}…` : label;
  const text =
    shown === "" ? "" : `<text x="${(x + 2).toFixed(0)}" y="${y + 11}">${escapeMarkup(shown)}</text>`;
  const told = `<title>${escapeMarkup(label)} ${(100 * share).toFixed(1)} %</title>`;
  const place = `x="${x.toFixed(1)}" y="${y}" width="${size.toFixed(1)}" height="${rowHeight}"`;
  return `<rect ${place} fill="${colourOf(name, home)}">${told}</rect>${text}`;
}

function colourOf(name: string, home: string): string {
  const room = home.split("/")[0] ?? "";
  if (home === "" && name.startsWith("(")) return colours.native ?? "";
  return colours[room] ?? (home.startsWith("node:") ? colours.node : undefined) ?? "#e8daef";
}
