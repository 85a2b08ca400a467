// The questions that datasets can answer, each with a query that runs as it stands.
import { duckdbRows } from "../../metadata/snippets.ts";
import { addressOfFile, type Dataset, parquetOf, release } from "../data/release.ts";
import { copyText } from "../page/copy.ts";
import { element, fill } from "../page/element.ts";
import { text, translated } from "../text/language.ts";

type Recipe = NonNullable<Dataset["recipes"]>[number];

/** The recipes of these datasets, each once; null if there are none. */
export function recipesSection(datasets: readonly Dataset[]): HTMLElement | null {
  const all = new Map(datasets.flatMap(({ recipes = [] }) => recipes.map((recipe) => [recipe.name, recipe])));
  if (all.size === 0) return null;
  return element(
    "section",
    { id: "recipes" },
    element("h2", {}, text("Spørsmål med SQL", "Questions with their SQL")),
    element(
      "p",
      { class: "quiet" },
      text(
        "Spørringene leser filene i denne utgivelsen og kan limes inn i DuckDB.",
        "The queries read the files of this release, and can be pasted into DuckDB.",
      ),
    ),
    ...[...all.values()].map(recipeDetails),
  );
}

function recipeDetails(recipe: Recipe): HTMLElement {
  const sql = runnable(recipe);
  const status = element("span", { role: "status", class: "quiet" });
  const copy = async () => fill(status, await copyText(sql));
  return element(
    "details",
    { "data-recipe": recipe.name },
    element("summary", {}, translated(recipe.question)),
    element("p", {}, translated(recipe.note)),
    element(
      "pre",
      { tabindex: 0, role: "region", "aria-label": translated(recipe.question) },
      element("code", {}, sql),
    ),
    element(
      "div",
      { class: "take" },
      element("button", { type: "button", onclick: () => void copy() }, text("Kopier", "Copy")),
      status,
    ),
  );
}

/** The query below a view of each dataset that it reads. */
function runnable({ name, sql }: Recipe): string {
  const read = release.datasets.filter(({ recipes = [] }) => recipes.some((recipe) => recipe.name === name));
  const views = read.flatMap((dataset) => {
    const file = parquetOf(dataset);
    if (file === undefined) return [];
    return `CREATE OR REPLACE TEMP VIEW ${dataset.name} AS FROM ${duckdbRows(addressOfFile(file.path))};\n`;
  });
  return `${views.join("")}${sql}`;
}
