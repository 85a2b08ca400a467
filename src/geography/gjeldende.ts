// The kommune of today each number belongs to: what we knew, followed on through the changes since.
import type { Row } from "./tables.ts";

/** A row for each kommune, and a sentence for each that was divided since: which part is largest, Klass does not say. */
export function gjeldendeOf(of: {
  readonly kommuner: readonly Row[];
  readonly changes: readonly Row[];
  readonly known: readonly Row[];
}): { readonly rows: readonly Row[]; readonly problems: readonly string[] } {
  const known = new Map(of.known.map((row) => [row.kommunenr ?? "", row]));
  const current = new Set(of.kommuner.filter((row) => row.gyldig_til === "").map((row) => row.kommunenr));
  const next = successors(of.changes);
  const problems: string[] = [];
  const rows = of.kommuner.map(({ kommunenr = "" }) => {
    const before = known.get(kommunenr);
    const end = follow(before?.gjeldende_kommunenr ?? kommunenr, { current, next });
    if (typeof end !== "string") problems.push(problemOf(kommunenr, end));
    return {
      kommunenr,
      gjeldende_kommunenr: typeof end === "string" ? end : (before?.gjeldende_kommunenr ?? ""),
      entydig: before?.entydig ?? "true",
    };
  });
  return { rows, problems };
}

interface Dead {
  readonly at: string;
  readonly parts: readonly string[];
}

function follow(
  from: string,
  {
    current,
    next,
  }: { current: ReadonlySet<string | undefined>; next: ReadonlyMap<string, readonly string[]> },
): string | Dead {
  const passed = new Set<string>();
  for (let at = from; ; ) {
    if (current.has(at)) return at;
    const parts = next.get(at) ?? [];
    const [only] = parts;
    if (only === undefined || parts.length > 1 || passed.has(at)) return { at, parts };
    passed.add(at);
    at = only;
  }
}

/** Name and boundary changes leave a kommune what it was. */
function successors(changes: readonly Row[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>();
  for (const { fra_kommunenr = "", til_kommunenr = "", type } of changes) {
    if (type === "navneendring" || type === "grensejustering") continue;
    next.set(fra_kommunenr, [...(next.get(fra_kommunenr) ?? []), til_kommunenr]);
  }
  return next;
}

function problemOf(kommunenr: string, { at, parts }: Dead): string {
  const became = parts.length === 0 ? "nothing known" : parts.join(" and ");
  return (
    `gjeldende_kommunenr of ${kommunenr} cannot be derived: ${at} became ${became}; ` +
    "write by hand in kommune_til_gjeldende.csv which of today it belongs to, with entydig false if it was divided"
  );
}
