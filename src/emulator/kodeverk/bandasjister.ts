// The rows of /bandasjister: made-up firms with organisation numbers that are valid in form and plainly made up.
import { from, type KodeverkRecord, text, to, whole } from "../answers/values.ts";
import { choose, fraction } from "../world/hash.ts";
import type { Kodeverk } from "./kodeverk.ts";

/** From 12 firms in the smallest world to 140; every seventh is deleted, every fourth has no underenhet. */
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

/** Nine digits that begin with zeros, as no real number does, and end with a right check digit (mod 11). */
function orgnr(serial: number): string {
  const digits = String(serial * 11 + Math.floor(serial / 3)).padStart(8, "0");
  const sum = [3, 2, 7, 6, 5, 4, 3, 2].reduce(
    (total, weight, index) => total + weight * Number(digits[index]),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? orgnr(serial + 1_000) : `${digits}${check}`;
}
