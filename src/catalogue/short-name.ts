// The name of a fylke in a picture.

/** The first of its official names: Troms of “Troms - Romsa - Tromssa”. */
export function shortName(fylkesnavn: string): string {
  return fylkesnavn.split(" - ")[0] ?? fylkesnavn;
}
