// The blocks of code in a Markdown page.
export interface Fence {
  /** What stands behind the opening fence: `sql`, `python`. */
  readonly syntax: string;
  readonly text: string;
}

/** Every fenced block of a page, in order. */
export function fencesOf(markdown: string): readonly Fence[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)\n```$/gms)].map(([, syntax = "", text = ""]) => ({
    syntax,
    text,
  }));
}
