// The addresses of the API: which are real, and which root a shortened address means.
import { describe, expect, it } from "vitest";
import { documentedRoot, isRealRoot, oldRoot, rootMeantBy, twinRoot } from "../../src/domain/origin.ts";

describe("rootMeantBy()", () => {
  it.each([
    ["https://opne-data-api.helserefusjon.no", documentedRoot],
    ["https://opne-data-api.helserefusjon.no/v1/", documentedRoot],
    ["https://helserefusjoner-kuhr.nav.no/", oldRoot],
    ["https://api.helsedirektoratet.no", twinRoot],
    ["https://api.helsedirektoratet.no/helserefusjon", twinRoot],
    ["https://api.helsedirektoratet.no/helserefusjon/v1", twinRoot],
    ["https://api.helsedirektoratet.no/annet", "https://api.helsedirektoratet.no/annet"],
  ])("takes %s to mean %s", (address, root) => {
    expect(rootMeantBy(address)).toBe(root);
  });
});

describe("isRealRoot()", () => {
  it("is true for the three hosts of the API, and false for any other server", () => {
    for (const root of [documentedRoot, oldRoot, twinRoot]) expect(isRealRoot(root)).toBe(true);
    expect(isRealRoot("http://127.0.0.1:4680/helserefusjon/v1")).toBe(false);
    expect(isRealRoot("https://api.helsedirektoratet.no.evil.test/helserefusjon/v1")).toBe(false);
  });
});
