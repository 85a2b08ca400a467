// Medians with their spread, and how they compare with the floor measured in the same run.
import Table from "cli-table3";
import type { Cost } from "./measure.ts";
import { median } from "./median.ts";

/** What a way cost each time, and how many bytes it left on disk. */
interface Measured {
  readonly name: string;
  readonly costs: readonly Cost[];
  readonly disk: number;
}

/** A table of ways, the first of them the floor. */
export function table(ways: readonly Measured[]): string {
  const floor = ways[0];
  const rows = new Table({
    head: ["", "runs", "wall s", "min–max", "÷ floor", "CPU s", "÷ floor", "peak RSS MB", "disk MB"],
    style: { head: [], border: [] },
  });
  for (const way of ways) {
    const wall = way.costs.map((cost) => cost.wall);
    const times = (pick: (cost: Cost) => number) =>
      floor === undefined ? "" : (median(way.costs.map(pick)) / median(floor.costs.map(pick))).toFixed(2);
    rows.push([
      way.name,
      String(wall.length),
      median(wall).toFixed(1),
      `${Math.min(...wall).toFixed(1)}–${Math.max(...wall).toFixed(1)}`,
      times((cost) => cost.wall),
      median(way.costs.map((cost) => cost.cpu)).toFixed(1),
      times((cost) => cost.cpu),
      Math.max(...way.costs.map((cost) => cost.rss)).toFixed(0),
      (way.disk / 1e6).toFixed(0),
    ]);
  }
  return rows.toString();
}
