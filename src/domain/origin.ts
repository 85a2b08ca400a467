// The addresses of the API, and the headers by which an answer shows that it came from the emulator.

/** The documented root, and the old root, which still works according to the documentation. */
export const documentedRoot = "https://opne-data-api.helserefusjon.no/v1";
export const oldRoot = "https://helserefusjoner-kuhr.nav.no";

/** The header of each answer of the emulator. It names the synthetic world. */
export const emulatorHeader = "helserefusjon-emulator";

/** The header of a replay's 404 for a request that was not recorded, so that it does not count as "no rows". */
export const notRecordedHeader = "helserefusjon-not-recorded";

/** Whether an address may contain a secret: a user or password, a query, or a fragment. */
export function mayHoldSecret(address: string): boolean {
  return /[@?#]/.test(address);
}

/** The root that an address means. The documented host without `/v1` means the documented root. */
export function rootMeantBy(address: string): string {
  const plain = address.replace(/\/+$/, "");
  return `${plain}/v1` === documentedRoot ? documentedRoot : plain;
}

/** Whether a redirect may be followed: to the same host without losing encryption, or to a documented root. */
export function mayFollow(from: URL, to: URL): boolean {
  const upgrade = from.protocol === "http:" && to.protocol === "https:";
  if (to.hostname === from.hostname && (to.origin === from.origin || upgrade)) return true;
  return [documentedRoot, oldRoot].some((root) => to.href.startsWith(`${root}/`));
}

/** Whether an origin serves real data. */
export function isDocumentedRoot(origin: string): boolean {
  return [documentedRoot, oldRoot].includes(rootMeantBy(origin));
}
