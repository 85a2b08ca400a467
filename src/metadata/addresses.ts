// The names and addresses of what is described: the publisher's own where there is a base, else names that lead nowhere.
import type { Publisher } from "./publisher.ts";

/** Stands for this project's data where nobody has published them: a name that claims no address. */
const unpublished = "urn:uuid:3d7c0f2e-5a64-4b0b-9a0f-6f1d0c7e8b52";

/** Absolute, and the same from release to release: harvesters know a dataset by its IRI. */
export function iri({ base }: Publisher, ...path: readonly string[]): string {
  return base === undefined ? `${unpublished}#${path.join("/")}` : `${base}/${path.join("/")}`;
}

/** Where a file of a release can be fetched, or undefined where no base is given. */
export function fileAddress({ base }: Publisher, release: string, path: string): string | undefined {
  return base === undefined ? undefined : `${base}/${release}/${path}`;
}

/** The publisher as data.norge.no knows it, by its organisation number. */
export function agentIri(publisher: Publisher): string {
  const { organisation } = publisher;
  if (organisation === undefined) return iri(publisher, "publisher");
  return `https://organization-catalog.fellesdatakatalog.digdir.no/organizations/${organisation}`;
}
