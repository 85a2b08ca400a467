// How a request is divided.
import { describe, expect, it } from "vitest";
import { registry } from "../../pipelines/registry.ts";
import { endpointNamed } from "../../src/domain/registry.ts";
import type { Request } from "../../src/domain/request.ts";
import { splitOf } from "../../src/extract/plan.ts";

function request(endpoint: string, parameters: Readonly<Record<string, string>>): Request {
  return {
    endpoint,
    path: endpointNamed(registry, endpoint).path,
    parameters: { fagomraade: "LE", ...parameters },
  };
}

function parts(
  endpoint: string,
  parameters: Readonly<Record<string, string>>,
  codes: readonly string[] = [],
) {
  const split = splitOf(request(endpoint, parameters), endpointNamed(registry, endpoint), () => codes);
  return split?.parts.map((part) => Object.values(part.parameters).join(" "));
}

describe("splitOf()", () => {
  it("halves a window of months, then a window of years", () => {
    expect(parts("takstbruk_fylke_maned", { fommaned: "201501", tommaned: "201601" })).toEqual([
      "LE 201501 201507",
      "LE 201508 201601",
    ]);
    expect(parts("takstbruk_fylke_ar", { fomar: "2015", tomar: "2016" })).toEqual([
      "LE 2015 2015",
      "LE 2016 2016",
    ]);
  });

  it("halves the list of praksistyper when the window is a single month, and what is left of it", () => {
    const month = { fommaned: "201501", tommaned: "201501" };
    expect(parts("takstbruk_landet_maned", month, ["FALE", "LEVA", "SPES"])).toEqual([
      "LE 201501 201501 FALE,LEVA",
      "LE 201501 201501 SPES",
    ]);
    expect(parts("takstbruk_landet_maned", { ...month, praksistyper: "FALE,LEVA" }, ["X", "Y"])).toEqual([
      "LE 201501 201501 FALE",
      "LE 201501 201501 LEVA",
    ]);
  });

  it("goes on with kommuner, then gives up", () => {
    const one = { fommaned: "201501", tommaned: "201501", praksistyper: "FALE" };
    expect(parts("takstbruk_kommune_maned", { ...one, kommuner: "0301,1505" })).toEqual([
      "LE 201501 201501 FALE 0301",
      "LE 201501 201501 FALE 1505",
    ]);
    expect(parts("takstbruk_kommune_maned", { ...one, kommuner: "0301" })).toBeUndefined();
  });
});
