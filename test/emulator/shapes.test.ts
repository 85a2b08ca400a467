// The shapes of the emulator's numbers beside the real ones, in worlds of three sizes: docs/emulator.md shows them.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Sums } from "../../src/emulator/world/cells.ts";
import { buildWorld, worlds } from "../../src/emulator/world/world.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { truthOf } from "./truth.ts";

interface Row extends Sums {
  readonly ar: string;
  readonly kommunenr: string;
  readonly praksistype: string;
}

/** LE 2ad by kommune and year, and the same without suppression, from 2019 to 2023. */
function rowsOf2ad(rows: number): { readonly published: readonly Row[]; readonly landet: readonly Row[] } {
  const world = buildWorld({ rows, seed: 1 });
  const of = (level: "kommune" | "landet") =>
    [
      ...truthOf(world, { table: { level, grain: "ar" }, from: "201901", to: "202312", takstkode: "2ad" }),
    ].map(([key, sums]) => {
      const [ar = "", kommunenr = "", , , praksistype = ""] = key.split(" ");
      return { ...sums, ar, kommunenr, praksistype };
    });
  return { published: of("kommune"), landet: of("landet") };
}

type Figures = Readonly<Record<string, number>>;

function figuresOf(rows: number): Figures {
  const { published, landet } = rowsOf2ad(rows);
  const bills = (ar: string) => total(landet.filter((row) => row.ar === ar));
  const fastleger = published.filter(({ praksistype }) => praksistype === "FALE");
  const oslo = fastleger.filter(({ kommunenr }) => kommunenr === "0301");
  const covered = published.map(({ dekket, betalt }) => dekket / (dekket + betalt)).sort((a, b) => a - b);
  const of2019 = published.filter(({ ar }) => ar === "2019");
  const differs = (row: Row) => row.refusjon - row.dekket !== 500 * row.antallRegninger;
  return {
    "bills in 2019, millions": bills("2019") / 1e6,
    "bills in 2020, millions": bills("2020") / 1e6,
    "bills in 2021, millions": bills("2021") / 1e6,
    "bills in 2022, millions": bills("2022") / 1e6,
    "bills in 2023, millions": bills("2023") / 1e6,
    "share of FALE in 2023": total(landet.filter(isOf("2023", "FALE"))) / bills("2023"),
    "share of Oslo in FALE": total(oslo) / total(fastleger),
    "kommune numbers with rows": new Set(published.map(({ kommunenr }) => kommunenr)).size,
    "smallest antall_regninger": Math.min(...published.map(({ antallRegninger }) => antallRegninger)),
    "lowest share of egenandel covered": covered[0] ?? 0,
    "highest share of egenandel covered": covered.at(-1) ?? 0,
    "rows of 2019 off rate times count": of2019.filter(differs).length / of2019.length,
  };
}

function total(rows: readonly Row[]): number {
  return rows.reduce((sum, { antallRegninger }) => sum + antallRegninger, 0);
}

function isOf(ar: string, praksistype: string): (row: Row) => boolean {
  return (row) => row.ar === ar && row.praksistype === praksistype;
}

/** The lines of the page's first table: figure, real, small, demo, large, allowed ratio, reason. */
async function shownFigures(): Promise<readonly (readonly string[])[]> {
  const page = await readFile(join(projectFolder, "docs", "emulator.md"), "utf8");
  const [, after = ""] = page.split("<!-- figures -->");
  const lines = after.trim().split("\n\n")[0]?.split("\n").slice(2) ?? [];
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 0.05 ? 3 : 2);
}

describe("the figures of docs/emulator.md", () => {
  const sizes = { small: worlds.small.rows, demo: worlds.demo.rows, large: worlds.large.rows };

  it.each(Object.entries(sizes))(
    "are those of the %s world, within the ratio that is allowed",
    async (name, rows) => {
      const lines = await shownFigures();
      const figures = figuresOf(rows);
      expect(lines.map(([figure]) => figure)).toEqual(Object.keys(figures));
      const column = { small: 2, demo: 3, large: 4 }[name] ?? 0;
      expect(lines.map((line) => [line[0], line[column]])).toEqual(
        Object.entries(figures).map(([figure, value]) => [figure, shown(value)]),
      );
      for (const [figure = "", real, , , , ratio = ""] of lines) {
        const [least = 0, most = 0] = ratio.split("–").map(Number);
        expect((figures[figure] ?? 0) / Number(real), `${figure}, ${name}`).toBeGreaterThanOrEqual(least);
        expect((figures[figure] ?? 0) / Number(real), `${figure}, ${name}`).toBeLessThanOrEqual(most);
      }
    },
  );
});
