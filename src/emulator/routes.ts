// The paths of the API, under the current root and the old one.
import type { KodeverkName } from "./answers/kodeverk.ts";
import type { Table } from "./world/suppression.ts";

/** What a path asks for: a kodeverk, or a takstbruk table as JSON/XML, CSV or Excel. */
export type Route =
  | { readonly kind: "kodeverk"; readonly name: KodeverkName }
  | { readonly kind: "takstbruk"; readonly table: Table; readonly form: "negotiated" | "csv" | "xlsx" };

/**
 * The route of a path, or undefined when there is none. The documentation says that the paths were changed when the
 * root moved and that old URLs still work, but not what they were: assumed to be today's without `/v1`.
 */
export function routeOf(pathname: string): Route | undefined {
  const path = pathname.replace(/^\/v1(?=\/)/, "");
  const name = kodeverkNames.find((kodeverk) => path === `/${kodeverk}`);
  if (name !== undefined) return { kind: "kodeverk", name };
  for (const { form, prefix } of forms) {
    const table = tables.find(({ level, grain }) => path === `${prefix}/${level}/${grain}`);
    if (table !== undefined) return { kind: "takstbruk", table, form };
  }
  return undefined;
}

const kodeverkNames = [
  "fagomraader",
  "takstkoder",
  "nlkkoder",
  "refusjonskategorisatser",
  "apatkombinasjoner",
  "bandasjister",
] as const;

const forms = [
  { form: "negotiated", prefix: "/takstbruk/agtakst" },
  { form: "csv", prefix: "/takstbruk/eksport/agtakst" },
  { form: "xlsx", prefix: "/takstbruk/eksport/msexcel/agtakst" },
] as const;

const tables: readonly Table[] = (["kommune", "fylke", "landet"] as const).flatMap((level) =>
  (["maned", "ar"] as const).map((grain) => ({ level, grain })),
);
