// Ways to take a view along: its link, CSV, picture, SQL and citation.
import { addressOfFile, release } from "../data/release.ts";
import { copyText } from "../page/copy.ts";
import { element, fill } from "../page/element.ts";
import { language, text, translated } from "../text/language.ts";
import { periodText } from "../text/numbers.ts";
import { type CsvTable, csvText } from "./csv.ts";
import type { DrawingSettings } from "./drawing.ts";
import { type CaptionedImage, captioned, pngOf, svgText } from "./image-file.ts";

export interface TakeAlong {
  readonly title: string;
  readonly subtitle: string;
  /** The name of the files, without an ending. */
  readonly name: string;
  readonly csv: CsvTable;
  /** The SQL that gives the same numbers. */
  readonly sql?: string;
  readonly draw?: (settings: DrawingSettings) => Promise<SVGSVGElement>;
}

/** The row of buttons below a figure. */
export function takeAlong(figure: TakeAlong): HTMLElement {
  const status = element("span", { role: "status", class: "quiet" });
  const sqlPlace = element("div", { class: "sql" });
  const act = (work: () => Promise<string>) => async () => {
    try {
      fill(status, await work());
    } catch (error) {
      fill(status, error instanceof Error ? error.message : String(error));
    }
  };
  const button = (kind: string, label: string, work: () => Promise<string>) =>
    element("button", { type: "button", "data-take": kind, onclick: () => void act(work)() }, label);
  const image = () => captionedImage(figure);
  return element(
    "div",
    {},
    element(
      "div",
      { class: "take" },
      button("link", text("Kopier lenke", "Copy link"), () => copyText(linkHere())),
      button("csv", "CSV", async () =>
        saved(`${figure.name}.csv`, new Blob([csvText(figure.csv)], { type: "text/csv" })),
      ),
      ...(figure.draw === undefined
        ? []
        : [
            button("png", "PNG", async () => saved(`${figure.name}.png`, await pngOf(await image()))),
            button("svg", "SVG", async () =>
              saved(`${figure.name}.svg`, new Blob([svgText(await image())], { type: "image/svg+xml" })),
            ),
          ]),
      ...(figure.sql === undefined ? [] : [button("sql", "SQL", () => shownSql(figure.sql ?? "", sqlPlace))]),
      button("citation", text("Kopier sitat", "Copy citation"), () => copyText(citation(figure.title))),
      status,
    ),
    sqlPlace,
  );
}

/** The address of this view, in the language it is read in. */
export function linkHere(): string {
  const { href } = location;
  const bare = href.replace(/([?&])lang=\w+&?/, "$1").replace(/[?&]$/, "");
  const hash = bare.includes("#") ? bare : `${bare}#/`;
  return `${hash}${hash.slice(hash.indexOf("#")).includes("?") ? "&" : "?"}lang=${language()}`;
}

/** How to cite a view of this release. */
export function citation(title: string): string {
  const { version, id, license, pull } = release;
  const fetched = `${text("hentet", "fetched")} ${periodText(pull.last_fetched_at.slice(0, 10))}`;
  const warning = release.synthetic === null ? "" : ` ${text("Syntetiske data.", "Synthetic data.")}`;
  return `${translated(release.attribution)} ${title}. ${translated(release.title)}, ${text("utgivelse", "release")} ${id}, ${text("versjon", "version")} ${version}, ${fetched}. ${license.data.name}.${warning} ${linkHere()}`;
}

async function captionedImage({ title, subtitle, draw }: TakeAlong): Promise<CaptionedImage> {
  if (draw === undefined) throw new Error("No picture");
  const { id, version, license } = release;
  const warning = release.synthetic === null ? "" : `${text("SYNTETISKE DATA", "SYNTHETIC DATA")}. `;
  return await captioned({
    title,
    subtitle,
    source: `${warning}${translated(release.attribution)} ${license.data.name}. ${text("Utgivelse", "Release")} ${id}, ${text("versjon", "version")} ${version}.`,
    draw,
  });
}

async function shownSql(sql: string, place: HTMLElement): Promise<string> {
  const isShown = place.childElementCount > 0;
  fill(place);
  if (isShown) return "";
  const shown = sqlAtAddress(sql);
  fill(
    place,
    element("pre", { tabindex: 0, role: "region", "aria-label": "SQL" }, element("code", {}, shown)),
  );
  return await copyText(shown);
}

/** Names of files become addresses where the release is on a server. */
export function sqlAtAddress(sql: string): string {
  return sql.replaceAll(/'(\w+\.parquet)'/g, (_, path: string) => `'${addressOfFile(path)}'`);
}

async function saved(name: string, blob: Blob): Promise<string> {
  const address = URL.createObjectURL(blob);
  const anchor = element("a", { href: address, download: name });
  anchor.click();
  // The download has begun when the click returns; the address may go with the next task.
  requestAnimationFrame(() => URL.revokeObjectURL(address));
  return `${text("Lagret som", "Saved as")} ${name}`;
}
