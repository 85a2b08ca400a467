// The rows of /takstkoder: every validity period of every takst, in the fagområder the documentation lists for it.
import { from, type KodeverkRecord, kroner, text, to, type Value, whole } from "../answers/values.ts";
import { choose, fraction, hashText } from "../world/hash.ts";
import type { Takst, Takstperiode } from "../world/takster.ts";
import type { World } from "../world/world.ts";
import { isLike, isValidOn, type Kodeverk, type KodeverkParameters } from "./kodeverk.ts";

/** Takster sorted by fagområde and code, each with its history. */
export const takstkoder: Kodeverk = (world, parameters) =>
  world.takster
    .filter((takst) => !undocumented.has(takst.fagomraade))
    .filter((takst) => parameters.fagomraade?.has(takst.fagomraade) !== false)
    .filter((takst) => isLike(takst.takstkode, parameters.takstkode))
    .filter((takst) => isLike(describe(takst), parameters.beskrivelse, parameters.isCaseIgnored ? "is" : "s"))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
    .flatMap((takst) => {
      const limits = codeLists(world, { takst, parameters });
      const seldom = parameters.areSeldomFieldsFilled ? seldomFields(takst) : {};
      return takst.perioder
        .filter((periode) => isValidOn(periode, parameters.gyldigdato))
        .map((periode) => row(takst, { periode, limits, seldom }));
    });

/** Fagområder with takstbruk whose takster the documentation does not offer. */
const undocumented: ReadonlySet<string> = new Set(["APO", "BI", "KU", "MU", "OP", "PR"]);

function sortKey(takst: Takst): string {
  return `${takst.fagomraade} ${takst.takstkode}`;
}

interface CodeLists {
  readonly ugyldigKombinasjon: Value | undefined;
  readonly kreverTakst: Value | undefined;
}

function row(
  takst: Takst,
  { periode, limits, seldom }: { periode: Takstperiode; limits: CodeLists; seldom: KodeverkRecord },
): KodeverkRecord {
  const name = `${takst.fagomraade} ${takst.takstkode}`;
  const repeats = takst.maksRepetisjoner !== 0 && takst.repetisjonsprosent === 50;
  return {
    takst_id: whole(1_000_000 + ((hashText(`${name} ${periode.fra}`) >>> 0) % 900_000_000)),
    takstkode: text(takst.takstkode),
    fagomraade: text(takst.fagomraade),
    fradato: from(periode.fra),
    tildato: to(periode.til),
    honorar: kroner(periode.refusjon + (periode.egenandel ?? 0)),
    refusjon: kroner(periode.refusjon),
    egenandel: kroner(periode.egenandel),
    pasient_egenbetaling: kroner(takst.pasientEgenbetaling),
    maks_repetisjoner: whole(takst.maksRepetisjoner),
    repetisjonsprosent: whole(takst.repetisjonsprosent),
    redusert_ref_fra_repetisjon: repeats ? whole(4) : undefined,
    redusert_repetisjonsprosent: repeats ? whole(25) : undefined,
    spesialisttakst: { kind: "flag", flag: takst.spesialist },
    ugyldig_kombinasjon: limits.ugyldigKombinasjon,
    krever_takst: limits.kreverTakst,
    krever_prosedyre: seldom.krever_prosedyre,
    krever_diagnose: seldom.krever_diagnose,
    maks_antall_per_aar: fraction(`per aar ${name}`) < 0.03 ? whole(4) : undefined,
    maks_antall_per_kalender_aar: whole(takst.maksPerKalenderaar),
    maks_antall_gjelder_pasient: seldom.maks_antall_gjelder_pasient,
    minimum_tidsbruk: whole(takst.minutter),
    beskrivelse: text(describe(takst)),
    resource_id: text(`takst/${takst.fagomraade}/${takst.takstkode}/${periode.fra}`),
    tidsbruk_per_rep: whole(takst.minutterPerRepetisjon),
  };
}

/** The fields that the real answers leave empty in most fagområder, for physiotherapy. */
function seldomFields({ fagomraade, takstkode }: Takst): KodeverkRecord {
  if (fagomraade !== "FY") return {};
  const codes = (lead: string, ...listed: readonly string[]): Value => ({
    kind: "codes",
    lead,
    codes: listed,
  });
  const dice = fraction(`sjelden ${takstkode}`);
  return {
    krever_prosedyre: dice < 0.6 ? codes("", "QXGX10", "QXGX15") : undefined,
    krever_diagnose: dice < 0.5 ? codes("", "L84") : codes("Alle unntatt", "A97", "Z00"),
    maks_antall_gjelder_pasient: { kind: "flag", flag: dice < 0.3 },
  };
}

/** Synthetic texts, not copied from the official tariffs. */
function describe(takst: Takst): string {
  const name = `${takst.fagomraade} ${takst.takstkode}`;
  const what = choose(
    ["Undersøkelse", "Ny undersøkelse", "Konsultasjon", "Behandling", "Tillegg", "Prøvetaking"],
    `what ${name}`,
  );
  const how = choose(
    ["på dagtid", "kveld og natt", "per påbegynt time", "ved øyeblikkelig hjelp"],
    `how ${name}`,
  );
  return oddDescriptions.get(name) ?? `${what} ${how}, takst ${takst.takstkode}`;
}

/** Combinations depend on codes, not on periods. The lists hold codes of the same fagområde. */
function codeLists(
  world: World,
  { takst, parameters }: { takst: Takst; parameters: KodeverkParameters },
): CodeLists {
  const name = `${takst.fagomraade} ${takst.takstkode}`;
  const odd = name === onlyOfficialExceptions.takst;
  const dice = odd ? 0 : fraction(`ugyldig ${name}`);
  const partners = odd ? onlyOfficialExceptions.codes : partnersOf(world, { takst, share: dice * 0.6 });
  const wanted = parameters.offisielleUgyldigeTakstkombinasjoner;
  const kept = partners.filter(
    (kode) => wanted === undefined || isOfficial(name, kode) === (wanted === "ja"),
  );
  return {
    ugyldigKombinasjon:
      name === alone
        ? { kind: "codes", lead: "Alle", codes: [] }
        : dice < 0.45
          ? combinationList({ partners, kept, exception: dice < 0.12 })
          : undefined,
    kreverTakst:
      takst.kreverTakst.length === 0 ? undefined : { kind: "codes", lead: "", codes: takst.kreverTakst },
  };
}

function partnersOf(world: World, { takst, share }: { takst: Takst; share: number }): readonly string[] {
  return world.takster
    .filter((other) => other.fagomraade === takst.fagomraade && other !== takst)
    .map((other) => other.takstkode)
    .filter((kode) => fraction(`ugyldig ${takst.fagomraade} ${takst.takstkode} ${kode}`) < share)
    .slice(0, 80);
}

/** The API separates official combinations from its own, but not in the answer. Here most are official. */
function isOfficial(name: string, partner: string): boolean {
  return name === onlyOfficialExceptions.takst || fraction(`offisiell ${name} ${partner}`) < 0.8;
}

interface Combinations {
  readonly partners: readonly string[];
  readonly kept: readonly string[];
  readonly exception: boolean;
}

/** When every exception is filtered away, "Alle unntatt" becomes "Alle" (DOC). */
function combinationList({ partners, kept, exception }: Combinations): Value | undefined {
  if (partners.length === 0) return undefined;
  if (exception) return { kind: "codes", lead: kept.length === 0 ? "Alle" : "Alle unntatt", codes: kept };
  return kept.length === 0 ? undefined : { kind: "codes", lead: "", codes: kept };
}
/** Descriptions with everything that breaks careless writers of CSV, XML and JSON. */
const oddDescriptions: ReadonlyMap<string, string> = new Map([
  ["LE 2ad", "Konsultasjon på dagtid (syntetisk tekst)"],
  ["LE H1", 'Søknad om "blå resept"; utfylt elektronisk, <ikke> på papir & uten gebyr'],
  ["LE 1bd", "Kort kontakt på dagtid.\nGjelder også ved bud.\r\nÅ, æ og ø er med; semikolon; og\ttabulator."],
  ["LE 2cd", "Tillegg for tidsbruk – «per påbegynt» 15 min., 100 % \\ rest"],
  ["LE 11ad", `Sykebesøk ${"med reise over fjell, fjord og vidde ".repeat(110)}til slutt`],
  ["FY A1a", "'Undersøkelse', ]]> og lignende"],
]);

/** A takst whose every exception is official, so that the others leave "Alle" behind. */
const onlyOfficialExceptions = { takst: "LE 1h", codes: ["2ad", "H1"] } as const;

/** A takst that excludes every other, as two of the official tariff do. Its list is "Alle" for every query. */
const alone = "LE 2kd";
