// The rows of /nlkkoder, /refusjonskategorisatser and /apatkombinasjoner.
import { from, type KodeverkRecord, kroner, text, to, whole } from "../answers/values.ts";
import { choose, fraction } from "../world/hash.ts";
import type { Nlkkode, Sats } from "../world/laboratorium.ts";
import type { World } from "../world/world.ts";
import { isLike, isValidOn, type Kodeverk } from "./kodeverk.ts";

/** We assume that without samhandlertype the rows of PO and LR come together, without a label. The ids are assumed too. */
export const refusjonskategorisatser: Kodeverk = (world, parameters) =>
  world.satser
    .filter((sats) => isOfType(sats.samhandlertype, parameters.samhandlertype))
    .filter((sats) => isValidOn(sats, parameters.gyldigdato))
    .map(satsRow);

/**
 * One row per code and period. `gyldigdato` filters codes, but not the history of their rates. We assume that a code is one
 * row without samhandlertype too, and that its nested list has the rates of PO before those of LR.
 */
export const nlkkoder: Kodeverk = (world, parameters) =>
  world.nlkkoder
    .filter((nlk) => isLike(nlk.kode, parameters.nlkkode))
    .filter((nlk) => isValidOn(nlk, parameters.gyldigdato))
    .filter(() => isOfType("PO", parameters.samhandlertype) || isOfType("LR", parameters.samhandlertype))
    .map((nlk) => nlkRow(nlk, satserOf(world, { nlk, samhandlertype: parameters.samhandlertype })));

/** Pairs of topography (T) and procedure (P) codes of pathology, with their amounts. */
export const apatkombinasjoner: Kodeverk = (world, parameters) =>
  world.satser
    .filter((sats) => sats.refusjonskategori.startsWith("PAT"))
    .filter((sats) => isOfType(sats.samhandlertype, parameters.samhandlertype))
    .filter((sats) => isValidOn(sats, parameters.gyldigdato))
    .flatMap((sats) => ["1", "3", "5", "8"].map((digit) => apatRow(sats, digit)));

function isOfType(samhandlertype: string, wanted: string | undefined): boolean {
  return wanted === undefined || samhandlertype === wanted;
}

function satsRow(sats: Sats): KodeverkRecord {
  return {
    refusjonskategoriid: whole(sats.id),
    refusjonskategori: text(sats.refusjonskategori),
    refusjonssats: kroner(sats.ore),
    fradato: from(sats.fra),
    tildato: to(sats.til),
  };
}

function satserOf(
  world: World,
  { nlk, samhandlertype }: { nlk: Nlkkode; samhandlertype: string | undefined },
) {
  return (world.satserByKategori.get(nlk.kategori) ?? []).filter((sats) =>
    isOfType(sats.samhandlertype, samhandlertype),
  );
}

/** Names and components are synthetic, not copied from the official texts. */
function nlkRow(nlk: Nlkkode, satser: readonly Sats[]): KodeverkRecord {
  const [system, prefix] = choose(systems, `system ${nlk.kode}`);
  const component = choose(components, `komponent ${nlk.kode}`);
  const unit = choose(["mmol/L", "µmol/L", "x 10E6/L", "p.d.e.", "%"], `enhet ${nlk.kode}`);
  return {
    nlkKodeid: whole(nlk.id),
    nlkKode: text(nlk.kode),
    norsk_bruksnavn: text(`${prefix}-${component} (syntetisk)`),
    komponent: text(component),
    system: text(system),
    enhet: fraction(`uten enhet ${nlk.kode}`) < 0.4 ? undefined : text(unit),
    egenskapsart: text(choose(["stoffkonsentrasjon", 'massekonsentrasjon; "fritt"'], `art ${nlk.kode}`)),
    spesifisertKomponent: undefined,
    npuDefinisjon: text(`${prefix}—${component}; subst.c. = ? × 10<sup>6</sup>`),
    npuSpesialitet: text(nlk.spesialitet),
    fagomraadeSekundaert: fraction(`sekundaert ${nlk.kode}`) < 0.04 ? text(areas.get("MB")) : undefined,
    fagomraadeNlk: text(areas.get(nlk.omraade)),
    fradato: from(nlk.fra),
    tildato: to(nlk.til),
    refusjonskategori: text(nlk.kategori),
    erstattesAv: text(nlk.erstattesAv),
    hvaEndret: nlk.sistEndret === "" ? undefined : text("Bruksnavn, komponent"),
    sistEndretDato: nlk.sistEndret === "" ? undefined : from(nlk.sistEndret),
    stjernekode: text(nlk.stjernekode),
    ugyldigKombinasjon:
      nlk.kode === "NOR05043" ? { kind: "codes", lead: "", codes: ["NOR05003"] } : undefined,
    systemSpesifikasjon: undefined,
    egenskapsartSpesifikasjon: undefined,
    gruppering: text(choose(["Elektrolytter", "Enzymer", "Hormoner"], `gruppe ${nlk.kode}`)),
    refusjonskategorisats: { kind: "records", role: "sats", records: satser.map(satsRow) },
  };
}

const systems: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ["Plasma", "P"],
  ["Urin", "U"],
  ["Blod", "B"],
  ["Spinalvæske", "Sp"],
];

const components = [
  "Albumin",
  "Kalium",
  "Natrium",
  "Glukose",
  "Kreatinin",
  "Jern",
  "Kobber",
  "Sink",
  "Laktat",
] as const;

const areas: ReadonlyMap<string, string> = new Map([
  ["MB", "Medisinsk biokjemi"],
  ["IT", "Immunologi og transfusjonsmedisin"],
  ["KF", "Klinisk farmakologi"],
  ["MM", "Medisinsk mikrobiologi"],
  ["MG", "Medisinsk genetikk"],
  ["PA", "Patologi"],
]);

function apatRow(sats: Sats, digit: string): KodeverkRecord {
  return {
    t_kode: text(`T${digit}${sats.refusjonskategori.slice(3)}000`),
    p_kode: text(`P0${digit}${sats.refusjonskategori.slice(3)}00`),
    refusjonskategori: text(sats.refusjonskategori),
    belop: kroner(sats.ore),
    samhandler_type: text(sats.samhandlertype),
    fradato: from(sats.fra),
    tildato: to(sats.til),
  };
}
