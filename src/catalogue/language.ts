// Which language the page speaks: the reader's choice, kept where the browser allows it, else the browser's own.
import type { Words } from "../domain/dataset.ts";

export type Language = keyof Words;

const key = "helserefusjon-language";
let current: Language = stored() ?? (/^(nb|nn|no|da|sv)\b/.test(navigator.language) ? "nb" : "en");

export function language(): Language {
  return current;
}

/** Changes the language, now and for the next visit. */
export function choose(chosen: Language): void {
  current = chosen;
  try {
    localStorage.setItem(key, chosen);
  } catch {
    // A page opened as a file, or without leave to store, forgets the choice when it is closed; nothing else is lost.
  }
}

/** A text in the chosen language. */
export function translated(words: Words): string {
  return words[current];
}

/** A whole number with the thin spaces or commas readers expect. */
export function count(value: number): string {
  return value.toLocaleString(current === "nb" ? "nb-NO" : "en-GB");
}

/** A number of bytes for people. */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const amount = bytes / 1000 ** power;
  const locale = current === "nb" ? "nb-NO" : "en-GB";
  return `${amount.toLocaleString(locale, { maximumFractionDigits: power === 0 ? 0 : 1 })} ${units[power]}`;
}

function stored(): Language | undefined {
  try {
    const found = localStorage.getItem(key);
    return found === "nb" || found === "en" ? found : undefined;
  } catch {
    return undefined;
  }
}

const words = {
  datasets: ["Datasett", "Datasets"],
  takst: ["Takstoppslag", "Look up a takst"],
  pictures: ["Bilder", "Pictures"],
  checks: ["Sjekker og feller", "Checks and traps"],
  skip: ["Til innholdet", "Skip to the content"],
  views: ["Sider", "Pages"],
  otherLanguage: ["English", "Norsk"],
  synthetic: ["Syntetiske data: må ikke tas for virkelige.", "Synthetic data: must not be taken for real."],
  excerpt: ["Utdrag: ikke alt som finnes, se omfang.", "Excerpt: not all there is, see scope."],
  search: ["Søk i navn, kolonner og tekster", "Search names, columns and texts"],
  found: ["datasett funnet", "datasets found"],
  columns: ["kolonner", "columns"],
  columnsHeading: ["Kolonner", "Columns"],
  rows: ["rader", "rows"],
  rowsHeading: ["Rader", "Rows"],
  oneRow: ["Én rad", "One row"],
  key: ["Nøkkel", "Key"],
  span: ["Periode", "Span"],
  noSpan: ["ingen periode", "no period"],
  from: ["Laget av", "Made from"],
  sources: ["Kilder og lisens", "Sources and licence"],
  references: ["Peker til", "Refers to"],
  traps: ["Kjente feller", "Known traps"],
  files: ["Filer", "Files"],
  file: ["Fil", "File"],
  size: ["Størrelse", "Size"],
  load: ["Last inn", "Load it"],
  copy: ["Kopier", "Copy"],
  copied: ["Kopiert", "Copied"],
  copyFailed: [
    "Nettleseren lot oss ikke kopiere; marker teksten selv",
    "The browser would not copy; select the text yourself",
  ],
  column: ["Kolonne", "Column"],
  type: ["Type", "Type"],
  description: ["Beskrivelse", "Description"],
  apiName: ["Navn i API-et", "Name in the API"],
  nulls: ["Uten verdi", "Without value"],
  examples: ["Eksempler", "Examples"],
  smallest: ["Minst", "Smallest"],
  largest: ["Størst", "Largest"],
  preview: ["Forhåndsvisning", "Preview"],
  showRows: ["Vis rader", "Show rows"],
  filterColumn: ["Filtrer på", "Filter on"],
  filterText: ["inneholder", "contains"],
  sortBy: ["Sorter etter", "Sort by"],
  fileOrder: ["filens rekkefølge", "the order of the file"],
  descending: ["synkende", "descending"],
  apply: ["Bruk", "Apply"],
  previous: ["Forrige", "Previous"],
  next: ["Neste", "Next"],
  reading: ["Leser …", "Reading …"],
  noRows: ["Ingen rader", "No rows"],
  ofRows: ["av", "of"],
  atLeast: ["minst", "at least"],
  tooManyToSort: [
    "Tabellen er for stor til å sorteres i nettleseren; filtrer den, eller last den inn.",
    "The table is too large to be sorted in a browser; load it instead.",
  ],
  needFile: [
    "Siden er åpnet som en fil, og da får nettleseren ikke lese filene ved siden av. Velg dem her, eller vis utgivelsen med helserefusjon serve.",
    "This page was opened as a file, and browsers then may not read the files beside it. Choose them here, or show the release with helserefusjon serve.",
  ],
  chooseFile: ["Velg", "Choose"],
  cannotRead: ["Kan ikke lese", "Cannot read"],
  takstkode: ["Takstkode", "Takstkode"],
  lookUp: ["Slå opp", "Look up"],
  takstLead: [
    "Skriv en takstkode, for eksempel 2ad: tekst, perioder, satser, hva den utelukker og krever, og bruk over tid per fylke.",
    "Type a takstkode, such as 2ad: its text, periods, rates, what it excludes and requires, and its use over time by fylke.",
  ],
  noTakst: ["Ingen takst heter", "No takst is called"],
  noTakstData: ["Denne utgivelsen har ikke takstkoder.", "This release has no takstkoder."],
  periods: ["Perioder og satser", "Periods and rates"],
  excludes: ["Utelukker", "Excludes"],
  requires: ["Krever", "Requires"],
  requiresProcedure: ["Krever prosedyre", "Requires procedure"],
  requiresDiagnosis: ["Krever diagnose", "Requires diagnosis"],
  nothing: ["ingenting sagt", "nothing said"],
  official: ["offisiell", "official"],
  newestPeriod: ["i den nyeste perioden", "in its newest period"],
  use: ["Bruk over tid per fylke", "Use over time by fylke"],
  useLead: [
    "Antall takster per år. En tom rute er ikke null: små tall er utelatt.",
    "Number of takster a year. An empty cell is not zero: small numbers are left out.",
  ],
  sumLead: ["Summen av fylkene, år for år.", "The sum of fylker, year by year."],
  noUse: ["Ingen bruk i denne utgivelsen.", "No use in this release."],
  noUseData: ["Denne utgivelsen har ikke takstbruk_fylke_ar.", "This release has no takstbruk_fylke_ar."],
  readIn: ["Lest på", "Read in"],
  fylke: ["Fylke", "Fylke"],
  year: ["År", "Year"],
  sum: ["Sum", "Sum"],
} as const;

const moreWords = {
  measure: ["Vis", "Show"],
  antall: ["Antall takster", "Number of takster"],
  refusjon: ["Refusjon, kroner", "Reimbursement, kroner"],
  fagomraade: ["Fagområde", "Fagomraade"],
  all: ["alle", "all"],
  others: ["andre", "others"],
  bruk: ["Takstbruk over tid per fagområde", "Use of takster over time by fagomraade"],
  brukLead: [
    "De åtte største fagområdene, resten samlet. De siste 13 månedene endres ennå.",
    "The eight largest fagomraader, the rest together. The last 13 months still change.",
  ],
  dekning: ["Hva som ble spurt om, og hva som kom", "What was asked for, and what came"],
  dekningLead: [
    "Hver rute er forespørslene for et fagområde som gjelder et år. «tom» er svar uten rader.",
    "Each cell is the requests for a fagomraade about a year. “tom” is an answer without rows.",
  ],
  endpoint: ["Endepunkt", "Endpoint"],
  avstemming: ["Hva som mangler i kommunetallene", "What the figures by kommune lack"],
  avstemmingLead: [
    "Prosent av refusjonen for hele landet som ikke er med i summen av kommunene, fordi små tall er utelatt.",
    "Per cent of the country's reimbursement that is not in the sum of kommuner, since small numbers are left out.",
  ],
  fylker: ["Fylker etter bruk", "Fylker by use"],
  fylkerLead: ["Behandlerens adresse, ikke pasientens.", "The practitioner's address, not the patient's."],
  per1000: ["Antall takster per 1000 innbyggere", "Number of takster per 1000 inhabitants"],
  changes: ["Hva som er nytt siden forrige utgivelse", "What is new since the release before"],
  noPrevious: [
    "Dette er den første utgivelsen av sitt slag: det er ingen forrige å sammenligne med.",
    "This is the first release of its kind: there is none before it to compare with.",
  ],
  previousIs: ["Forrige utgivelse", "The release before"],
  noChanges: ["Ingen rader er endret.", "No rows changed."],
  added: ["nye", "added"],
  removed: ["borte", "removed"],
  restated: ["endret", "restated"],
  noPictures: [
    "Utgivelsen har ikke datasettene bildene lages av.",
    "The release lacks the datasets pictures are made of.",
  ],
  figures: ["Tallene", "The figures"],
  broken: ["Sjekker som fant noe", "Checks that found something"],
  noneBroken: ["Ingen sjekk fant noe.", "No check found anything."],
  passed: ["Sjekker som holder", "Checks that hold"],
  drift: ["Der API-et svarte annerledes enn ventet", "Where the API answered otherwise than expected"],
  noDrift: ["Ingen avvik.", "No differences."],
  rowsBreak: ["Rader som ikke består kontrollen", "Rows that fail the check"],
  showAll: ["Vis alle", "Show all"],
  difference: ["Avvik", "Difference"],
  periodType: ["Perioder", "Periods"],
  ar: ["år", "years"],
  maned: ["måneder", "months"],
  requests: ["Forespørsler", "Requests"],
  about: ["Om utgivelsen", "About the release"],
  version: ["Utgave", "Version"],
  fetched: ["Hentet", "Fetched"],
  scope: ["Omfang", "Scope"],
  licence: ["Lisens", "Licence"],
  notFound: ["Denne siden finnes ikke her", "There is no such page here"],
} as const;

const all = { ...words, ...moreWords };

export type Phrase = keyof typeof all;

/** A phrase of the page in both languages. */
export function phrase(name: Phrase): Words {
  const [nb, en] = all[name];
  return { nb, en };
}

export function textFor(name: Phrase): string {
  return translated(phrase(name));
}
