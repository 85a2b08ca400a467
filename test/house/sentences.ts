// Sentences of pages and comments, and the most words that one may have.

/** The most words a sentence may have; tables, code and headings are not sentences. */
export const mostWords = 30;

export function sentencesOf(block: string): readonly string[] {
  return block.split(/(?<=[.!?]["*)\]]*)\s+/);
}

export function wordCount(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
