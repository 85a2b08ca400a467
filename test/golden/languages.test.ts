// Every text for people in a release is there in Norwegian and in English, and neither is the other.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { registry } from "../../pipelines/registry.ts";
import { projectFolder } from "../../src/platform/tool.ts";

const manifest: unknown = JSON.parse(
  readFileSync(join(projectFolder, "test", "golden", "release", "manifest.json"), "utf8"),
);

const pair = z.strictObject({ nb: z.string(), en: z.string() });
type Pair = z.infer<typeof pair> & { readonly at: string };

/** Every pair of texts anywhere in a value, with the path to it. */
function pairsIn(value: unknown, at = ""): readonly Pair[] {
  const found = pair.safeParse(value);
  if (found.success) return [{ ...found.data, at }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => pairsIn(part, `${at}/${name}`));
}

/** Words that stand in nearly every longer text of their language and never in the other. */
const english = /\b(the|and|which|with|from|where|are|is|this|that|of)\b/i;
const norwegian = /\b(og|ikke|som|eller|er|med|av|det|på|når|hva|denne|ett?|ingen)\b/i;

/** Codes and names of columns, which both languages write in the same way. */
function withoutCodes(text: string): string {
  return text.replaceAll(/«[^»]*»|"[^"]*"|\([^)]*\)/g, "");
}

describe.each([
  ["the manifest of a release", manifest],
  ["the registry", registry],
])("the texts of %s", (_of, value) => {
  const pairs = pairsIn(value);

  it("are Norwegian where they are for Norwegian readers, and English for the others", () => {
    expect(pairs.length).toBeGreaterThan(400);
    const strays = pairs.flatMap(({ nb, en, at }) => [
      ...(english.test(withoutCodes(nb)) ? [`${at}: ${nb}`] : []),
      ...(norwegian.test(withoutCodes(en)) ? [`${at}: ${en}`] : []),
    ]);
    expect(strays).toEqual([]);
  });

  it("are not one sentence twice", () => {
    const same = pairs.filter(({ nb, en }) => nb === en && nb.split(" ").length > 3);
    expect(same).toEqual([]);
  });
});

it("has every check with a rule and a noun in both languages", () => {
  const checks = z
    .object({ checks: z.array(z.object({ check: pair, noun: pair })).min(100) })
    .safeParse(manifest);
  expect(checks.error).toBeUndefined();
});
