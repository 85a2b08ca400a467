// The two licences of a release: the one of the API's data, and the one of our own tables of places.

/** By whose data it is about: as the Open Definition or SPDX names it, for people and its text. */
export const licenses = {
  data: {
    name: "NLOD-2.0",
    title: "Norsk lisens for offentlige data (NLOD) 2.0",
    path: "https://data.norge.no/nlod/no/2.0",
  },
  reference_tables: {
    name: "CC-BY-4.0",
    title: "Creative Commons Navngivelse 4.0 Internasjonal",
    path: "https://creativecommons.org/licenses/by/4.0/",
  },
} as const;
