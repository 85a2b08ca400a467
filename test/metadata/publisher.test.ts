// The publisher's file, and the days a table covers.
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPublisher } from "../../src/cli/load.ts";
import { UsageError } from "../../src/domain/errors.ts";
import { spanOf } from "../../src/metadata/subject.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { goldenManifest, goldenSubject } from "./golden-subject.ts";

async function reading(text: string) {
  const path = join(await temporaryFolder(), "publisher.json");
  await writeFile(path, text);
  return readPublisher(path);
}

describe("--publisher", () => {
  it("may leave out any fact, and ends an address without a slash", async () => {
    expect(await readPublisher(undefined)).toEqual({});
    expect(await reading('{"base":"https://data.example.org/hr/"}')).toEqual({
      base: "https://data.example.org/hr",
    });
  });

  it.each([
    ["no JSON", "{", /expected JSON/],
    [
      "an organisation number with a wrong check digit",
      '{"organisation":"974760674"}',
      /organisation number: nine digits/,
    ],
    ["an organisation number that is too short", '{"organisation":"97476067"}', /organisation number/],
    ["a relative base", '{"base":"/data"}', /base/],
    ["a base with a query", '{"base":"https://x.no/?a=1"}', /expected no \?/],
    ["a contact without e-mail", '{"contact":{"name":{"nb":"A","en":"A"}}}', /contact\.email/],
    ["an unknown fact", '{"phone":"1"}', /phone/],
    ["a name in one language", '{"name":{"nb":"A"}}', /name\.en/],
  ])("is rejected with %s", async (_what, text, fault) => {
    await expect(reading(text)).rejects.toThrow(fault);
    await expect(reading(text)).rejects.toThrow(/^Cannot use --publisher /);
  });

  it("is rejected when there is no such file", async () => {
    await expect(readPublisher(tmpdir())).rejects.toThrow(
      new UsageError(`Cannot use --publisher ${tmpdir()}: expected a file, and it cannot be read (EISDIR)`, {
        facts: {
          option: "publisher",
          file: tmpdir(),
          found: "expected a file, and it cannot be read (EISDIR)",
        },
      }),
    );
    await expect(readPublisher("/nowhere.json")).rejects.toThrow(
      "Cannot use --publisher /nowhere.json: found no file. Write it as docs/metadata.md shows, or leave the option out",
    );
  });
});

describe("the span of a table", () => {
  it.each([
    ["takstbruk_landet_maned", { start: "2019-07-01", end: "2020-07-31" }],
    ["takstbruk_landet_ar", { start: "2019-01-01", end: "2020-07-31" }],
    ["kommuner", { start: "2010-01-01" }],
    ["takstkoder", { end: "2026-11-01" }],
  ])("%s covers %j", (name, span) => {
    const table = goldenSubject().tables.find(({ entry }) => entry.name === name);
    if (table === undefined) throw new Error(`The golden release holds no ${name}`);
    expect(spanOf(table, goldenManifest)).toEqual(span);
  });
});
