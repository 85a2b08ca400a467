// The shapes of the emulator's numbers beside the real ones, in worlds of three sizes: docs/emulator.md shows them.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Sums } from "../../src/emulator/world/cells.ts";
import { buildWorld, type World, worlds } from "../../src/emulator/world/world.ts";
import { projectFolder } from "../../src/platform/tool.ts";
import { type TruthQuery, truthOf } from "./truth.ts";

interface Row extends Sums {
  readonly ar: string;
  readonly kommunenr: string;
  readonly takstkode: string;
  readonly praksistype: string;
}

/** LE 2ad by kommune and year, and in the whole country, from 2019 to 2023. */
function rowsOf2ad(world: World): { readonly published: readonly Row[]; readonly landet: readonly Row[] } {
  const span = { from: "201901", to: "202312", takstkode: "2ad" };
  const of = (level: "kommune" | "landet") => rowsOf(world, { ...span, table: { level, grain: "ar" } });
  return { published: of("kommune"), landet: of("landet") };
}

function rowsOf(world: World, query: TruthQuery): readonly Row[] {
  return [...truthOf(world, query)].map(([key, sums]) => {
    const [ar = "", kommunenr = "", , takstkode = "", praksistype = ""] = key.split(" ");
    return { ...sums, ar, kommunenr, takstkode, praksistype };
  });
}

type Figures = Readonly<Record<string, number>>;

function figuresOf(rows: number): Figures {
  const world = buildWorld({ rows, seed: 1 });
  const { published, landet } = rowsOf2ad(world);
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
    ...figuresOfAllTakster(world),
  };
}

/** All takster of LE in 2023 by kommune. */
function figuresOfAllTakster(world: World): Figures {
  const table = { level: "kommune", grain: "ar" } as const;
  const span = { from: "202301", to: "202312", fagomraader: ["LE"], unsuppressed: true } as const;
  const rows = rowsOf(world, { table, ...span });
  const others = rows.filter(({ takstkode }) => takstkode !== "2ad");
  const suppressed = rows.filter(({ antallRegninger }) => antallRegninger <= 5);
  return {
    "share of Oslo in takster other than 2ad":
      total(others.filter(({ kommunenr }) => kommunenr === "0301")) / total(others),
    "share of counts left out of kommune/ar": suppressed.length / rows.length,
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
      for (const [figure = "", real, , , , allowed = ""] of lines) {
        const [least = 0, most = 0] = allowed.split("–").map(Number);
        const ratio = (figures[figure] ?? 0) / (real === "unknown" ? 1 : Number(real));
        expect(ratio, `${figure}, ${name}`).toBeGreaterThanOrEqual(least);
        expect(ratio, `${figure}, ${name}`).toBeLessThanOrEqual(most);
      }
    },
  );
});
