// What a probe comes to: what the pipeline cannot read, and what is other than was foreseen.
import type { Finding } from "./finding.ts";
import type { Probed } from "./run-probe.ts";

/** Calls whose answers the pipeline should read and cannot. Empty is the verdict that it can read everything. */
export function unreadable(probed: readonly Probed[]): readonly Probed[] {
  return probed.filter(({ probe, outcome }) => probe.should === "read" && outcome?.kind === "refused");
}

/** True when not one call got even a status. */
export function isUnanswered(probed: readonly Probed[]): boolean {
  return probed.every(({ call }) => call.answer === undefined);
}

/** Calls that should be refused and are taken for data. */
export function takenForData(probed: readonly Probed[]): readonly Probed[] {
  return probed.filter(({ probe, outcome }) => probe.should === "refuse" && outcome?.kind === "read");
}

/** What was found in a form nobody foresaw, though the pipeline may read it. */
export function surprises(
  probed: readonly Probed[],
): readonly { readonly probed: Probed; readonly finding: Finding }[] {
  return probed.flatMap((one) =>
    one.findings.filter(({ match }) => match === "other").map((finding) => ({ probed: one, finding })),
  );
}

/** What the pipeline would do, in a few words: `reads it, 4 rows`, `refuses it (exit 4)`. */
export function deed({ outcome }: Probed): string {
  if (outcome === undefined) return "does not ask this";
  if (outcome.kind === "refused") return `refuses it (exit ${outcome.exitCode})`;
  const { rows } = outcome.receipt;
  return rows === 0 ? "reads it, no rows" : `reads it, ${rows} row${rows === 1 ? "" : "s"}`;
}

/** Whether that is what it should do. */
export function isWell({ probe, outcome }: Probed): boolean {
  if (probe.should === "either" || outcome === undefined) return true;
  return (probe.should === "read") === (outcome.kind === "read");
}
