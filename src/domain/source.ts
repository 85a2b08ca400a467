// The owners of the data of a dataset, and the licences of the data.

/** Each licence with its SPDX name, its title and the address of its text. */
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

/** An owner of data, for attribution. */
export interface DataSource {
  readonly title: string;
  readonly path: string;
  readonly license: "NLOD-2.0" | "CC-BY-4.0";
}

const helserefusjon: DataSource = {
  title: "Helserefusjon – åpne data",
  path: "https://opne-data-api.helserefusjon.no",
  license: "NLOD-2.0",
};
const kommuneinndeling: DataSource = {
  title: "Statistisk sentralbyrå: Klass 131, standard for kommuneinndeling",
  path: "https://www.ssb.no/klass/klassifikasjoner/131",
  license: "CC-BY-4.0",
};
const fylkesinndeling: DataSource = {
  title: "Statistisk sentralbyrå: Klass 104, standard for fylkesinndeling",
  path: "https://www.ssb.no/klass/klassifikasjoner/104",
  license: "CC-BY-4.0",
};
const befolkning: DataSource = {
  title: "Statistisk sentralbyrå: tabell 07459, befolkning",
  path: "https://www.ssb.no/statbank/table/07459",
  license: "CC-BY-4.0",
};

/** The sources of each table of sql/reference; none for our own table. */
const tableSources = {
  fylker: [fylkesinndeling],
  kommune_endringer: [kommuneinndeling],
  kommune_innbyggere: [befolkning],
  kommune_til_gjeldende: [kommuneinndeling],
  kommuner: [kommuneinndeling],
  navn_historikk: [kommuneinndeling, fylkesinndeling],
  pseudosteder: [],
} as const;

/** The tables of sql/reference. */
export type ReferenceTable = keyof typeof tableSources;

/** The inputs of a dataset. */
interface MadeFrom {
  readonly from: readonly string[];
  readonly tables?: readonly ReferenceTable[];
}

/** The sources of a dataset: the API, unless it is made of reference tables alone, and the sources of its tables. */
export function sourcesOf({ from, tables = [] }: MadeFrom): readonly DataSource[] {
  const api = from.length > 0 || tables.length === 0 ? [helserefusjon] : [];
  return [...new Set<DataSource>([...api, ...tables.flatMap((table) => tableSources[table])])];
}

/** The licences of a dataset as one SPDX expression. All of them apply. */
export function licenseOf(dataset: MadeFrom): string {
  return [...new Set(sourcesOf(dataset).map(({ license }) => license))].join(" AND ");
}
