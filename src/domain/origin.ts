// Where the API is, and how an answer shows that it did not come from there.

/** The documented root, and the one it replaces, which the documentation says goes on working. */
export const documentedRoot = "https://opne-data-api.helserefusjon.no/v1";
export const oldRoot = "https://helserefusjoner-kuhr.nav.no";

/** The header by which the emulator says of every answer what world it was made from. */
export const emulatorHeader = "helserefusjon-emulator";

/** The header by which a replay says of its "not found" that nothing was recorded: it does not mean "no rows". */
export const notRecordedHeader = "helserefusjon-not-recorded";

/** True of an address that may hold a secret: a user or password, a query, or a fragment. */
export function mayHoldSecret(address: string): boolean {
  return /[@?#]/.test(address);
}

/** The root meant by an address: the documented host without its `/v1` means the documented root. */
export function rootMeantBy(address: string): string {
  const plain = address.replace(/\/+$/, "");
  return `${plain}/v1` === documentedRoot ? documentedRoot : plain;
}

/** True where an answer may come from `to` instead of `from`: the same host, not less safely, or a documented root. */
export function mayFollow(from: URL, to: URL): boolean {
  const upgrade = from.protocol === "http:" && to.protocol === "https:";
  if (to.hostname === from.hostname && (to.origin === from.origin || upgrade)) return true;
  return [documentedRoot, oldRoot].some((root) => to.href.startsWith(`${root}/`));
}

/** True for the two roots that serve real data. */
export function isDocumentedRoot(origin: string): boolean {
  return [documentedRoot, oldRoot].includes(rootMeantBy(origin));
}
