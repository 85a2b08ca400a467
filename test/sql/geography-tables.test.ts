// Our own tables of kommuner and fylker, where they are hard: divisions, mergers, and a name used again.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Models, openModels } from "./models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());

describe("kommune_endringer", () => {
  it.each([
    ["1850", "2020-01-01", "Tysfjord, divided between Hamarøy and Narvik", ["1806", "1875"]],
    ["1507", "2024-01-01", "Ålesund, divided into Ålesund and Haram", ["1508", "1580"]],
    ["1504", "2020-01-01", "Ålesund, merged into the larger Ålesund", ["1507"]],
  ])("says what became of %s on %s: %s", async (kommunenr, dato, _what, became) => {
    const found = await models.rows(
      `select til_kommunenr from marts.kommune_endringer
      where fra_kommunenr = '${kommunenr}' and dato = '${dato}' order by til_kommunenr`,
    );
    expect(found.map((row) => row.til_kommunenr)).toEqual(became);
  });
});

describe("fylker", () => {
  const divided = { gjeldende_fylkesnr: null, gjeldende_fylkesnavn: null, entydig: "false" };

  it.each([
    ["03", "Oslo", "Oslo - Oslove", "03"],
    ["12", "Hordaland", "Hordaland", "46"],
    ["54", "Troms og Finnmark", "Troms og Finnmark - Romsa ja Finnmárku - Tromssa ja Finmarkku", null],
  ])("have a short and an official name, and the fylke of today: %s", async (nr, kort, offisielt, naa) => {
    expect(
      await models.rows(`select fylkesnavn as kort, offisielt_navn as offisielt, gjeldende_fylkesnr as naa
        from marts.fylker where fylkesnr = '${nr}'`),
    ).toEqual([{ kort, offisielt, naa }]);
  });

  it("keep the last day of a fylke, and both fylker that have had the same name", async () => {
    expect(
      await models.rows(
        "select * exclude (offisielt_navn) from marts.fylker where fylkesnavn in ('Viken', 'Østfold') order by fylkesnr",
      ),
    ).toEqual([
      {
        fylkesnr: "01",
        fylkesnavn: "Østfold",
        gyldig_fra: "1972-01-01",
        gyldig_til: "2019-12-31",
        ...divided,
      },
      { fylkesnr: "30", fylkesnavn: "Viken", gyldig_fra: "2020-01-01", gyldig_til: "2023-12-31", ...divided },
      {
        fylkesnr: "31",
        fylkesnavn: "Østfold",
        gyldig_fra: "2024-01-01",
        gyldig_til: null,
        gjeldende_fylkesnr: "31",
        gjeldende_fylkesnavn: "Østfold",
        entydig: "true",
      },
    ]);
  });
});
