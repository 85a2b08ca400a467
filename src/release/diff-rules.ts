// Whether what a column's values are expected to be became stricter, which readers may have relied on, or looser.
import type { ManifestDataset } from "../domain/manifest.ts";
import type { SchemaChange } from "./diff-changes.ts";

type Column = ManifestDataset["columns"][number];

/** Every rule of a column that changed: a stricter one is MAJOR, a looser one MINOR. */
export function ruleChanges(old: Column, now: Column): readonly SchemaChange[] {
  return rules.flatMap((rule) => {
    const [before, after] = [old[rule], now[rule]];
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    const change = `column ${now.name}: ${rule} was ${textOf(before)}, is ${textOf(after)}`;
    return [{ change, level: allows(old, now, rule) ? "minor" : "major" } as const];
  });
}

const rules = ["minimum", "maximum", "among", "pattern"] as const;

/** True when every value the old rule allowed is still allowed. Of patterns only that one is gone can be told. */
function allows(old: Column, now: Column, rule: (typeof rules)[number]): boolean {
  if (now[rule] === undefined) return true;
  switch (rule) {
    case "minimum":
      return old.minimum !== undefined && now.minimum !== undefined && now.minimum <= old.minimum;
    case "maximum":
      return old.maximum !== undefined && now.maximum !== undefined && now.maximum >= old.maximum;
    case "among":
      return old.among?.every((value) => now.among?.includes(value)) === true;
    case "pattern":
      return false;
  }
}

function textOf(rule: Column[(typeof rules)[number]]): string {
  return rule === undefined ? "absent" : [rule].flat().join(", ");
}
