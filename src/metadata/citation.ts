// CITATION.cff: how to cite a release, in the Citation File Format.
import { stringify } from "yaml";
import { z } from "zod";
import { shapeFaults } from "./shape-faults.ts";
import { creatorOf, dayOf, fileAddress, type Subject } from "./subject.ts";

/** Gives the licence by address, because the format has no name for NLOD 2.0. */
export function citation({ manifest, publisher, tables }: Subject): string {
  const url = fileAddress(publisher, manifest.id, "README.md") ?? publisher.homepage;
  const { name, contact } = publisher;
  return yamlText({
    "cff-version": "1.2.0",
    message: `${manifest.attribution.nb} ${manifest.attribution.en}`.trim(),
    type: "dataset",
    title: `${manifest.title.nb} / ${manifest.title.en}`,
    abstract: `${manifest.description.nb}\n\n${manifest.description.en}`,
    version: manifest.version,
    "date-released": dayOf(manifest),
    authors: [{ name: creatorOf(manifest) }, ...(name === undefined ? [] : [{ name: name.nb }])],
    ...(contact === undefined ? {} : { contact: [{ name: contact.name.nb, email: contact.email }] }),
    "license-url": manifest.license.data.path,
    keywords: [...new Set(tables.flatMap(({ dataset }) => dataset.keywords.en))],
    identifiers: [{ type: "other", value: manifest.id, description: "Release" }],
    ...(url === undefined ? {} : { url }),
  });
}

/** YAML with keys in the given order and no folded lines. */
export function yamlText(value: unknown): string {
  return stringify(value, { lineWidth: 0 });
}

const shape = z.object({
  "cff-version": z.literal("1.2.0"),
  message: z.string().min(1),
  type: z.literal("dataset"),
  title: z.string().min(1),
  version: z.string().min(1),
  "date-released": z.iso.date(),
  authors: z.array(z.object({ name: z.string().min(1) })).min(1),
  "license-url": z.url(),
  keywords: z.array(z.string().min(1)).min(1),
});

/** Lists what breaks the format, and missing facts that a citation of data needs. */
export function citationFaults(document: unknown): readonly string[] {
  return shapeFaults(shape.safeParse(document).error);
}
