// Random numbers without state, so that the same text gives the same number in any order and process.

/** Mixes 32 bits with the finaliser of MurmurHash3, which is fast enough for every cell of the world. */
export function mix(bits: number): number {
  let h = bits | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

/** Hashes a text to 32 bits. Slow, so only for keys that are computed once. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h);
}

/** A number from 0 up to 1 that belongs to the text. */
export function fraction(text: string): number {
  return (hashText(text) >>> 0) / 4_294_967_296;
}

/** Chooses by the hash of the text. */
export function choose<T>(choices: readonly [T, ...T[]], text: string): T {
  return choices[Math.floor(fraction(text) * choices.length)] ?? choices[0];
}
