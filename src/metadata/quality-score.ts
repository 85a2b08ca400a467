// Computes the quality score that data.norge.no will give the catalogue, with the weights of data.norge.no.
import type { Catalogue } from "./dcat.ts";
import { type Findings, propertyValues } from "./dcat-rules.ts";
import { codeNode, type Node } from "./json-ld.ts";

export interface QualityScore {
  /** The lowest score of a dataset. */
  readonly points: number;
  /** The highest possible score: the scale has 40 more points that no dataset gets. */
  readonly reachable: number;
  /** The properties that lose points in at least one dataset. */
  readonly lost: readonly string[];
}

type Indicator = readonly [name: string, points: number, holds: (node: Node) => boolean];

const has = (property: string) => (node: Node) => propertyValues(node, property).length > 0;

const hasCode = (property: string) => (node: Node) => {
  const values = propertyValues(node, property);
  return values.length > 0 && values.every((value) => codeNode(String(value["@id"])) !== undefined);
};

const hasAddress = (property: string) => (node: Node) =>
  propertyValues(node, property).some((value) => /^https?:/.test(String(value["@id"])));

const datasetIndicators: readonly Indicator[] = [
  ["keyword", 30, has("dcat:keyword")],
  ["theme", 30, hasCode("dcat:theme")],
  ["spatial", 20, has("dct:spatial")],
  ["temporal", 20, has("dct:temporal")],
  ["accessRights", 10, has("dct:accessRights")],
  ["accessRights vocabulary", 5, hasCode("dct:accessRights")],
  ["contactPoint", 20, has("dcat:contactPoint")],
  ["publisher", 10, has("dct:publisher")],
];

/** An address counts as answering, because `publish` reads every file back later. */
const distributionIndicators: readonly Indicator[] = [
  ["accessURL", 50, hasAddress("dcat:accessURL")],
  ["downloadURL", 20, has("dcat:downloadURL")],
  ["downloadURL answers", 30, hasAddress("dcat:downloadURL")],
  ["format", 20, has("dct:format")],
  ["mediaType", 10, has("dcat:mediaType")],
  [
    "vocabulary of format and mediaType",
    10,
    (node) => hasCode("dct:format")(node) && hasCode("dcat:mediaType")(node),
  ],
  ["formatMatch", 15, hasAddress("dcat:downloadURL")],
  ["syntaxValid", 15, hasAddress("dcat:downloadURL")],
  ["license", 20, has("dct:license")],
  ["known license", 10, hasCode("dct:license")],
  ["rights", 5, has("dct:rights")],
  ["byteSize", 5, has("dcat:byteSize")],
  ["issued", 5, has("dct:issued")],
  ["modified", 5, has("dct:modified")],
];

const conformity = 30;
const reachable = [...datasetIndicators, ...distributionIndicators].reduce(
  (sum, [, points]) => sum + points,
  conformity,
);

/** A dataset gets the points of a distribution property only if all its distributions have it. */
export function qualityScore({ "@graph": nodes }: Catalogue, { faults, lacking }: Findings): QualityScore {
  const conforms = faults.length === 0 && lacking.length === 0;
  const byName = new Map(nodes.map((node) => [node["@id"], node]));
  const lost = nodes
    .filter((node) => node["@type"] === "dcat:Dataset")
    .map((dataset) => {
      const files = propertyValues(dataset, "dcat:distribution").flatMap(
        (part) => byName.get(String(part["@id"])) ?? [],
      );
      return [
        ...datasetIndicators.filter(([, , holds]) => !holds(dataset)),
        ...distributionIndicators.filter(([, , holds]) => files.length === 0 || !files.every(holds)),
      ];
    });
  const worst = Math.max(0, ...lost.map((missed) => missed.reduce((sum, [, points]) => sum + points, 0)));
  return {
    points: reachable - worst - (conforms ? 0 : conformity),
    reachable,
    lost: [...new Set(lost.flatMap((missed) => missed.map(([name]) => name)))].concat(
      conforms ? [] : ["DCAT compliance"],
    ),
  };
}
