// Finds takster, datasets, columns and places by what people type, also with a typing error, and leads to them by arrow keys.
import uFuzzy from "@leeoniya/ufuzzy";

export type Kind = "takst" | "sted" | "datasett" | "kolonne" | "fagomraade";

/** Something that can be found. */
export interface Entry {
  readonly kind: Kind;
  /** What it is called in the data: a code, a number, a name of a dataset or column. It is matched first. */
  readonly code: string;
  readonly title: string;
  /** Other words it is found by. */
  readonly words?: string;
  readonly detail: string;
  readonly hash: string;
  /** Its importance among things that match as well, such as kroner or inhabitants. */
  readonly weight: number;
}

export interface Search {
  /** The best entries for a text, at most so many. */
  readonly find: (text: string, most: number) => readonly Entry[];
}

interface Ranked {
  readonly entry: Entry;
  readonly rank: number;
}

/** Prepares a search over these entries. */
export function searchOver(entries: readonly Entry[]): Search {
  const codes = entries.map(({ code }) => folded(code));
  const titles = entries.map(({ title }) => folded(title));
  const texts = entries.map(({ code, title, words = "" }) => folded(`${code} ${title} ${words}`));
  const exact = new uFuzzy({ intraMode: 0 });
  const tolerant = new uFuzzy({ intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 });
  return {
    find: (text, most) => {
      const wanted = folded(text);
      if (wanted === "") return [];
      const found = matches(exact, texts, wanted);
      const all = found.length > 0 ? found : matches(tolerant, texts, wanted);
      const ranked: Ranked[] = all.flatMap((at) => {
        const [entry, code = "", title = ""] = [entries[at], codes[at], titles[at]];
        return entry === undefined ? [] : [{ entry, rank: rankOf(wanted, { code, title }) }];
      });
      ranked.sort(
        (one, other) =>
          one.rank - other.rank ||
          kinds.indexOf(one.entry.kind) - kinds.indexOf(other.entry.kind) ||
          other.entry.weight - one.entry.weight ||
          (one.entry.code < other.entry.code ? -1 : 1),
      );
      return ranked.slice(0, most).map(({ entry }) => entry);
    },
  };
}

const kinds: readonly Kind[] = ["fagomraade", "takst", "sted", "datasett", "kolonne"];

/** Words may stand in any order, up to this many. */
const mostWordsPermuted = 4;

function matches(fuzzy: uFuzzy, texts: string[], wanted: string): readonly number[] {
  return fuzzy.search(texts, wanted, mostWordsPermuted, 0)[0] ?? [];
}

/** The code itself comes first, then its beginning, then a title that begins so, a word that begins so, and the rest. */
function rankOf(wanted: string, { code, title }: { readonly code: string; readonly title: string }): number {
  if (code === wanted || title === wanted) return 0;
  if (code.startsWith(wanted)) return 1;
  if (title.startsWith(wanted)) return 2;
  if (` ${title}`.includes(` ${wanted}`)) return 3;
  return title.includes(wanted) ? 4 : 5;
}

/** Lower case, with one spelling of æ, ø and å: columns write fagomraade and ar, texts fagområde and år. */
export function folded(text: string): string {
  return text
    .toLowerCase()
    .trim()
    .replaceAll(/å|aa/g, "a")
    .replaceAll(/ø|oe/g, "o")
    .replaceAll("æ", "ae")
    .replaceAll("_", " ");
}

export function moveWithArrows(
  event: KeyboardEvent,
  { input, found }: { readonly input: HTMLInputElement; readonly found: readonly HTMLElement[] },
): void {
  const at = found.findIndex((one) => one.matches(":focus"));
  const isInBox = input.matches(":focus");
  if (!isInBox && at === -1) return;
  if (event.key === "Enter" && isInBox) found[0]?.click();
  else if (event.key === "Escape") input.focus();
  else if (event.key === "ArrowDown") found[Math.min(at + 1, found.length - 1)]?.focus();
  else if (event.key === "ArrowUp" && at <= 0) input.focus();
  else if (event.key === "ArrowUp") found[at - 1]?.focus();
  else return;
  event.preventDefault();
}
