// Random numbers without state: the same words always give the same number, in any order and in any process.

/** 32 well-mixed bits of 32 bits (the finaliser of MurmurHash3); cheap enough for every cell of the world. */
export function mix(bits: number): number {
  let h = bits | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

/** 32 bits of a text, for keys that are computed once. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

/** A number from 0 up to 1 that belongs to the text. */
export function fraction(text: string): number {
  return (hashText(text) >>> 0) / 4_294_967_296;
}

/** The one of `choices` that belongs to the text. */
export function choose<T>(choices: readonly [T, ...T[]], text: string): T {
  return choices[Math.floor(fraction(text) * choices.length)] ?? choices[0];
}
