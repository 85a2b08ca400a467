// The parameters of the kodeverk endpoints, and the rows of /fagomraader and /bandasjister.
import { from, type KodeverkRecord, text, to, whole } from "../answers/values.ts";
import type { Dialect } from "../dialects.ts";
import { choose, fraction } from "../world/hash.ts";
import type { World } from "../world/world.ts";

/** The parsed parameters of the kodeverk endpoints. An absent one does not filter. */
export interface KodeverkParameters {
  readonly fagomraade: ReadonlySet<string> | undefined;
  readonly gyldigdato: string | undefined;
  readonly takstkode: string | undefined;
  readonly beskrivelse: string | undefined;
  readonly nlkkode: string | undefined;
  readonly samhandlertype: string | undefined;
  readonly offisielleUgyldigeTakstkombinasjoner: "ja" | "nei" | undefined;
}

/** Answers one kodeverk endpoint. */
export type Kodeverk = (
  world: World,
  parameters: KodeverkParameters & {
    readonly isCaseIgnored: boolean;
    readonly areSeldomFieldsFilled: boolean;
  },
) => readonly KodeverkRecord[];

/** True if a period contains the date. Its last day is included, and undefined means open. Without a date, always true. */
export function isValidOn(
  periode: { fra: string; til: string | undefined },
  date: string | undefined,
): boolean {
  if (date === undefined) return true;
  return periode.fra <= date && (periode.til === undefined || periode.til >= date);
}

/** True if a text matches a pattern, in which `%` is any text. */
export function isLike(value: string, pattern: string | undefined, flags: "s" | "is" = "s"): boolean {
  if (pattern === undefined) return true;
  const parts = pattern.split("%").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, flags).test(value);
}

/** Only `fagomraadekode` and the nesting are on record. The dialect decides the names of the other keys. */
export function fagomraaderIn(dialect: Dialect): Kodeverk {
  const keys = keyNames[dialect.nesting];
  return (world) =>
    world.fagomraader.map((fagomraade) => {
      const records = fagomraade.praksistyper
        .filter((praksistype) => praksistype.listed)
        .map((praksistype) => ({
          [keys.kode]: text(praksistype.kode),
          [keys.navn]: text(praksistype.navn),
        }));
      const named = { fagomraadekode: text(fagomraade.kode), [keys.navn]: text(fagomraade.navn) };
      // A key that does not apply is absent from the API's answers.
      if (records.length === 0) return named;
      return { ...named, [keys.liste]: { kind: "records", role: "praksistype", records } };
    });
}

const keyNames = {
  praksistypekode: { liste: "praksistyper", kode: "praksistypekode", navn: "beskrivelse" },
  praksis_type_kode: { liste: "samhandlerPraksistyper", kode: "praksis_type_kode", navn: "navn" },
  kode: { liste: "praksistype", kode: "kode", navn: "tekst" },
} as const;

/** 12 firms in the smallest world, up to 140. Every seventh is deleted, and every fourth has no underenhet. */
export const bandasjister: Kodeverk = (world) => {
  const count = Math.max(12, Math.round(140 * Math.min(1, world.scale.breadth * 1.5)));
  return Array.from({ length: count }, (_, index) => bandasjist(index + 1));
};

function bandasjist(number: number): KodeverkRecord {
  const hovedenhet = orgnr(number * 2);
  const underenhet = number % 4 === 0 ? undefined : orgnr(number * 2 + 1);
  const from2015 = 2015 + Math.floor(fraction(`fra ${number}`) * 9);
  const day = String(1 + (number % 28)).padStart(2, "0");
  const ended = number % 5 === 0;
  return {
    sar_id: whole(90_000 + number),
    sar_navn: text(`${choose(names, `navn ${number}`)} ${number} AS (syntetisk)`),
    sar_orgnr: text(underenhet ?? hovedenhet),
    hovedenhet_orgnr: text(hovedenhet),
    underenhet_orgnr: text(underenhet),
    gyldig_fra: from(`${from2015}-0${1 + (number % 9)}-${day}`),
    gyldig_til: to(ended ? `${from2015 + 2}-12-31` : undefined),
    status: number % 7 === 0 ? text("slettet") : undefined,
    tidspunkt_registrert: { kind: "instant", instant: `${from2015}-01-${day}T08:15:30` },
    tidspunkt_oppdatert: { kind: "instant", instant: `2025-07-${day}T23:45:01` },
  };
}

const names = [
  "Ortopedi Nord",
  "Fjord & Fjell Bandasje",
  'Teknisk "Støtte"',
  "Sørlandet Hjelpemidler",
] as const;

/** Nine digits with leading zeros, which no real number has, and a right check digit (mod 11). */
function orgnr(serial: number): string {
  const digits = String(serial * 11 + Math.floor(serial / 3)).padStart(8, "0");
  const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce(
    (total, weight, index) => total + weight * Number(digits[index]),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? orgnr(serial + 1_000) : `${digits}${check}`;
}
