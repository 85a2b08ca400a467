// The addresses of the API, and the headers by which an answer shows that it came from the emulator.

/** The documented root, and the old root, which still works according to the documentation. */
export const documentedRoot = "https://opne-data-api.helserefusjon.no/v1";
export const oldRoot = "https://helserefusjoner-kuhr.nav.no";

/** The same API on another host. The documentation does not mention it, but a browser application uses it. */
export const twinRoot = "https://api.helsedirektoratet.no/helserefusjon/v1";

const realRoots = [documentedRoot, oldRoot, twinRoot];

/** The header of each answer of the emulator. It names the synthetic world. */
export const emulatorHeader = "helserefusjon-emulator";

/** The header of a replay's 404 for a request that was not recorded, so that it does not count as "no rows". */
export const notRecordedHeader = "helserefusjon-not-recorded";

/** Whether an address may contain a secret: a user or password, a query, or a fragment. */
export function mayHoldSecret(address: string): boolean {
  return /[@?#]/.test(address);
}

/** The root that an address means. A host of the API without its path, or without `/v1`, means its root. */
export function rootMeantBy(address: string): string {
  const plain = address.replace(/\/+$/, "");
  const isShort = (root: string) => `${plain}/v1` === root || plain === new URL(root).origin;
  return realRoots.find(isShort) ?? plain;
}

/** Whether a redirect may be followed: to the same host without losing encryption, or to a real root. */
export function mayFollow(from: URL, to: URL): boolean {
  const upgrade = from.protocol === "http:" && to.protocol === "https:";
  if (to.hostname === from.hostname && (to.origin === from.origin || upgrade)) return true;
  return realRoots.some((root) => to.href.startsWith(`${root}/`));
}

/** Whether an origin serves real data. */
export function isRealRoot(origin: string): boolean {
  return realRoots.includes(rootMeantBy(origin));
}
