// The descriptions of a release together: right as they are, the same each time, and honest about what the data are.
import { describe, expect, it } from "vitest";
import { describeByStandards as described } from "../../src/metadata/documents.ts";
import { goldenManifest, goldenSubject } from "./golden-subject.ts";

function textsOf(subject = goldenSubject()): ReadonlyMap<string, string> {
  return new Map(described(subject, "2-live").documents.map(({ path, text }) => [path, text]));
}

describe("the documents of a release", () => {
  it("are the same text each time they are written", () => {
    expect([...textsOf()]).toEqual([...textsOf()]);
  });

  it("get all points of data.norge.no if the publisher gives all facts, in both profiles", () => {
    for (const profile of ["2-live", "3"] as const) {
      expect(described(goldenSubject(), profile).quality).toEqual({
        points: 395,
        reachable: 395,
        lost: [],
        lacking: [],
      });
    }
  });

  it("invent no publisher, address or contact, and list the missing ones", () => {
    const { documents, quality } = described(goldenSubject({ by: {} }), "2-live");
    expect(quality).toMatchObject({ points: 205, lacking: ["name", "base", "contact"] });
    for (const { text } of documents) expect(text).not.toMatch(/example\.org|mailto:|\w@\w+\.\w/);
  });

  it("mark synthetic data in each of them", () => {
    for (const [path, text] of textsOf()) expect(text, path).toMatch(/synthetic data/i);
  });

  it("say in each of them that something was left out, where it was", () => {
    const { nb, en } = goldenManifest.title;
    const title = { nb: `${nb} (utdrag)`, en: `${en} (excerpt)` };
    const texts = textsOf(goldenSubject({ change: { excerpt: true, title } }));
    for (const [path, text] of texts) expect(text, path).toMatch(/excerpt/i);
  });

  it("say neither of real and whole data, and name their source", () => {
    const origin = "https://opne-data-api.helserefusjon.no/v1";
    const title = { nb: "Helserefusjon – åpne data som tabeller", en: "Helserefusjon – open data as tables" };
    const description = {
      nb: `${title.nb}: takster og bruken av dem`,
      en: `${title.en}: tariffs and their use`,
    };
    const attribution = { nb: "Inneholder data under NLOD.", en: "Contains data under NLOD." };
    const source = { name: "Helserefusjon – åpne data", origin };
    const change = { synthetic: null, title, description, attribution, source };
    for (const [path, text] of textsOf(goldenSubject({ change }))) {
      expect(text, path).toMatch(/helserefusjon – åpne data/i);
      expect(text.replace(/"x-(synthetic|excerpt)".*/g, ""), path).not.toMatch(/synthetic data|excerpt/i);
    }
  });

  it.each([
    ["a title in one language", { title: { nb: "Tall", en: "" } }, "croissant.json"],
    ["a version that is a year", { version: "2026" }, "datapackage.json"],
    [
      "a description too short to be shown",
      { description: { nb: "Tall.", en: "Numbers." } },
      "schema-org.jsonld",
    ],
    ["no attribution", { attribution: { nb: "", en: "" } }, "CITATION.cff"],
  ])("reject a release with %s", (_what, change, path) => {
    expect(() => described(goldenSubject({ change }), "2-live")).toThrow(
      `${path} breaks the rules of its standard: `,
    );
  });
});
