// Which of several names is most like another one: the same words in other spelling, other order, or with more around them.

/** Words that many fields have, which tell none of them from another. */
const common = new Set([
  "sum",
  "antall",
  "kode",
  "nr",
  "kr",
  "nok",
  "belop",
  "verdi",
  "navn",
  "i",
  "av",
  "for",
]);

/** The name most like this one, where half of the words that matter are in both; undefined for none. */
export function mostAlike(name: string, others: readonly string[]): string | undefined {
  const ranked = others
    .map((other) => ({ other, likeness: likenessOf(name, other) }))
    .filter(({ likeness }) => likeness >= 0.5)
    .sort((a, b) => b.likeness - a.likeness || (a.other < b.other ? -1 : 1));
  return ranked[0]?.other;
}

/** The letters and digits of a name, without capitals and accents. */
export function lettersOf(name: string): string {
  return wordsOf(name).join("");
}

function likenessOf(one: string, other: string): number {
  if (lettersOf(one) === lettersOf(other)) return 1;
  const [own, others] = [telling(one), telling(other)];
  if (own.join("") === others.join("")) return 0.9;
  const shared = own.filter((word) => others.includes(word)).length;
  const all = new Set([...own, ...others]).size;
  return all === 0 ? 0 : (0.8 * shared) / all;
}

/** The words that tell a name from others; all of them where none does. */
function telling(name: string): readonly string[] {
  const words = wordsOf(name);
  const found = words.filter((word) => !common.has(word));
  return found.length === 0 ? words : found;
}

function wordsOf(name: string): readonly string[] {
  const spaced = name.replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2").toLowerCase();
  const plain = spaced
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .replaceAll("å", "a")
    .replaceAll("nummer", "nr");
  return plain.match(/[\p{L}\d]+/gu) ?? [];
}
