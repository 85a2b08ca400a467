// The laboratory codes (NLK), and the rates of each refusjonskategori over time, for PO and for LR.
import { facts } from "./tables.ts";

/** The payee: poliklinikk or privat laboratorium. Their rates differ. */
export type Samhandlertype = "PO" | "LR";

/** A rate of a refusjonskategori in a period, in øre. The published row does not name the samhandlertype. */
export interface Sats {
  readonly id: number;
  readonly refusjonskategori: string;
  readonly samhandlertype: Samhandlertype;
  readonly ore: number;
  readonly fra: string;
  readonly til: string | undefined;
}

/** A laboratory code in a period of validity. `id` is unique, `kode` is not. */
export interface Nlkkode {
  readonly id: number;
  readonly kode: string;
  readonly fra: string;
  readonly til: string | undefined;
  readonly kategori: string;
  readonly omraade: string;
  readonly stjernekode: string;
  readonly erstattesAv: string;
  readonly sistEndret: string;
  readonly spesialitet: string;
}

/** Rates change on 1 January. Those of 2023 are known. A category without a rate for a type has no row. */
export function satser(): readonly Sats[] {
  return facts("refusjonskategorier").flatMap((line, kategori) =>
    (["PO", "LR"] as const).flatMap((samhandlertype, type) => {
      const known = Math.round(Number(line(samhandlertype === "PO" ? "po_2023" : "lr_2023")) * 100);
      const first = Number((samhandlertype === "LR" && line("fra_lr")) || line("fra"));
      const isNew = line("fra") === "2023";
      const years = Array.from({ length: isNew ? 1 : 2026 - first + 1 }, (_, index) => first + index);
      return years
        .filter(() => known > 0)
        .map((ar, index) => ({
          id: 10_000 + (kategori * 2 + type) * 20 + index,
          refusjonskategori: line("refusjonskategori"),
          samhandlertype,
          ore: Math.max(1, Math.round(known * 1.03 ** (ar - 2023))),
          fra: `${ar}-01-01`,
          til: index === years.length - 1 ? undefined : `${ar}-12-31`,
        }));
    }),
  );
}

/** The codes, the best known first. */
export function nlkkoder(): readonly Nlkkode[] {
  return facts("nlkkoder").map((line, index) => ({
    id: 500_001 + index,
    kode: line("nlkkode"),
    fra: line("fra"),
    til: line("til") === "" ? undefined : line("til"),
    kategori: line("kategori"),
    omraade: line("omraade"),
    stjernekode: line("stjerne"),
    erstattesAv: line("erstattes_av"),
    sistEndret: line("sist_endret"),
    spesialitet: line("spesialitet"),
  }));
}
