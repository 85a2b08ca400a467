// Writes and checks all descriptions of a release. A faulty description stops the release.
import { parse } from "yaml";
import { ReleaseError } from "../domain/errors.ts";
import { jsonText } from "../domain/json.ts";
import { sqlScriptPath } from "../domain/manifest.ts";
import { readmeCard } from "./card.ts";
import { citation, citationFaults } from "./citation.ts";
import { croissant, croissantFaults } from "./croissant.ts";
import { datapackage, datapackageFaults } from "./datapackage.ts";
import { type DcatProfile, dcat } from "./dcat.ts";
import { dcatFindings, type QualityScore, qualityScore } from "./dcat-rules.ts";
import { type Fact, missingFacts } from "./publisher.ts";
import { schemaOrg, schemaOrgFaults } from "./schema-org.ts";
import { sqlScript } from "./sql-script.ts";
import type { Subject } from "./subject.ts";

/** A description as a file in the release. */
export interface Document {
  readonly path: string;
  readonly mediaType: string;
  readonly text: string;
}

export interface Description {
  readonly documents: readonly Document[];
  readonly quality: Quality;
}

/** The catalogue's score at data.norge.no, and the publisher's facts it lacks. */
export interface Quality extends QualityScore {
  readonly lacking: readonly Fact[];
}

/**
 * Returns the documents sorted by path. Throws a ReleaseError if one breaks its standard, or if the catalogue loses
 * points although the publisher gave all facts.
 */
export function describeByStandards(subject: Subject, profile: DcatProfile): Description {
  const files = subject.tables.flatMap(({ entry }) => entry.files);
  const [package_, croissants, pages, cff] = [
    datapackage(subject),
    croissant(subject),
    schemaOrg(subject),
    citation(subject),
  ];
  const catalogue = dcat(subject, profile);
  const findings = dcatFindings(catalogue, { publisher: subject.publisher, profile });
  assertValid("datapackage.json", datapackageFaults(package_, files));
  assertValid("dcat.jsonld", findings.faults);
  assertValid("croissant.json", croissantFaults(croissants, files));
  assertValid("schema-org.jsonld", schemaOrgFaults(pages));
  assertValid("CITATION.cff", citationFaults(parse(cff)));
  const score = qualityScore(catalogue, findings);
  const lacking = missingFacts(subject.publisher);
  if (lacking.length === 0)
    assertValid(
      "dcat.jsonld",
      score.lost.map((property) => `it loses points for ${property}`),
    );
  return {
    quality: { ...score, lacking },
    documents: [
      { path: "CITATION.cff", mediaType: "application/yaml", text: cff },
      { path: "README.md", mediaType: "text/markdown", text: readmeCard(subject) },
      { path: "croissant.json", mediaType: "application/ld+json", text: jsonText(croissants) },
      { path: "datapackage.json", mediaType: "application/json", text: jsonText(package_) },
      { path: "dcat.jsonld", mediaType: "application/ld+json", text: jsonText(catalogue) },
      { path: sqlScriptPath, mediaType: "application/sql", text: sqlScript(subject) },
      { path: "schema-org.jsonld", mediaType: "application/ld+json", text: jsonText(pages) },
    ],
  };
}

const mostShown = 10;

function assertValid(path: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  const shown = faults.slice(0, mostShown).join("; ");
  const more = faults.length > mostShown ? `; and ${faults.length - mostShown} more` : "";
  throw new ReleaseError(
    `${path} breaks the rules of its standard: ${shown}${more}. Correct its facts in pipelines/ or in the publisher's file, and load again`,
  );
}
