// All descriptions of a release, written and checked: a wrong one stops the release.
import { parse } from "yaml";
import { ReleaseError } from "../domain/errors.ts";
import { card } from "./card.ts";
import { citation, citationFaults } from "./citation.ts";
import { croissant, croissantFaults } from "./croissant.ts";
import { datapackage } from "./datapackage.ts";
import { datapackageFaults } from "./datapackage-rules.ts";
import { type DcatProfile, dcat } from "./dcat.ts";
import { dcatFindings } from "./dcat-rules.ts";
import { type Fact, factsMissing } from "./publisher.ts";
import { type QualityScore, qualityScore } from "./quality-score.ts";
import { schemaOrg, schemaOrgFaults } from "./schema-org.ts";
import type { Subject } from "./subject.ts";

/** A description as a file of the release. */
export interface Document {
  readonly path: string;
  readonly mediaType: string;
  readonly text: string;
}

export interface Description {
  readonly documents: readonly Document[];
  readonly quality: Quality;
}

/** How good data.norge.no will find the catalogue, and which of the publisher's facts it lacks. */
export interface Quality extends QualityScore {
  readonly lacking: readonly Fact[];
}

/**
 * The documents of a release in text order. ReleaseError when one of them breaks the rules of its standard, or when the
 * catalogue scores below what can be reached although the publisher told all that is needed.
 */
export function describe(subject: Subject, profile: DcatProfile): Description {
  const files = subject.tables.flatMap(({ entry }) => entry.files);
  const [package_, croissants, pages, cff] = [
    datapackage(subject),
    croissant(subject),
    schemaOrg(subject),
    citation(subject),
  ];
  const catalogue = dcat(subject, profile);
  const findings = dcatFindings(catalogue, { publisher: subject.publisher, profile });
  refuse("datapackage.json", datapackageFaults(package_, files));
  refuse("dcat.jsonld", findings.faults);
  refuse("croissant.json", croissantFaults(croissants, files));
  refuse("schema-org.jsonld", schemaOrgFaults(pages));
  refuse("CITATION.cff", citationFaults(parse(cff)));
  const score = qualityScore(catalogue, findings);
  const lacking = factsMissing(subject.publisher);
  if (lacking.length === 0)
    refuse(
      "dcat.jsonld",
      score.lost.map((property) => `points are lost for ${property}`),
    );
  return {
    quality: { ...score, lacking },
    documents: [
      { path: "CITATION.cff", mediaType: "application/yaml", text: cff },
      { path: "README.md", mediaType: "text/markdown", text: card(subject) },
      { path: "croissant.json", mediaType: "application/ld+json", text: jsonText(croissants) },
      { path: "datapackage.json", mediaType: "application/json", text: jsonText(package_) },
      { path: "dcat.jsonld", mediaType: "application/ld+json", text: jsonText(catalogue) },
      { path: "schema-org.jsonld", mediaType: "application/ld+json", text: jsonText(pages) },
    ],
  };
}

const mostShown = 10;

function refuse(path: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  const shown = faults.slice(0, mostShown).join("; ");
  const more = faults.length > mostShown ? `; and ${faults.length - mostShown} more` : "";
  throw new ReleaseError(`Cannot release ${path} as it breaks the rules of its standard: ${shown}${more}`);
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
