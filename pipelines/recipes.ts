// The recipes: questions people ask of takstbruk, each with one short query on the views of helserefusjon.sql.
import type { Dataset, Recipe } from "../src/domain/dataset.ts";

const overTime: Recipe = {
  name: "over_time",
  question: {
    nb: "Hvor ofte brukes taksten 2ad, og hva koster den, år for år?",
    en: "How often is the takst 2ad used, and what does it cost, year by year?",
  },
  note: {
    nb: "antall_maneder = 12 utelater året som ikke er over. forelopig viser år som kan endres.",
    en: "antall_maneder = 12 leaves out the year that is not over. forelopig marks years that may change.",
  },
  reads: ["takstbruk_landet_ar"],
  sql: `SELECT ar, sum(sum_antall_takst) AS antall, sum(sum_refusjon) AS kroner, any_value(forelopig) AS forelopig
FROM takstbruk_landet_ar
WHERE fagomraade = 'LE' AND takstkode = '2ad' AND antall_maneder = 12
GROUP BY ar
ORDER BY ar;`,
};

const ratioBetweenPlaces: Recipe = {
  name: "ratio_between_places",
  question: {
    nb: "Hvor stor del av konsultasjonene er på kveldstid, fylke for fylke?",
    en: "Which share of consultations is in the evening, fylke by fylke?",
  },
  note: {
    nb: "Teller og nevner er fra samme behandlere, så folketallet trengs ikke. takst_tid sier hvilke takster som gjelder kveld.",
    en: "Numerator and denominator are from the same practitioners, so that no population is needed. takst_tid says which takster are for the evening.",
  },
  reads: ["takstbruk_fylke_ar_gjeldende", "takster"],
  sql: `SELECT
    gjeldende_fylkesnr AS nr,
    gjeldende_fylkesnavn AS fylke,
    sum(sum_antall_takst) AS konsultasjoner,
    round(100 * coalesce(sum(sum_antall_takst) FILTER (takst_tid = 'kveld'), 0) / konsultasjoner, 1) AS kveld_prosent
FROM takstbruk_fylke_ar_gjeldende
INNER JOIN takster USING (fagomraade, takstkode)
WHERE ar = 2025 AND fagomraade = 'LE' AND takst_type = 'konsultasjon' AND takst_tid IS NOT NULL
    AND takstbruk_fylke_ar_gjeldende.er_gjeldende
GROUP BY ALL
ORDER BY kveld_prosent DESC, nr;`,
};

const perInhabitant: Recipe = {
  name: "per_inhabitant",
  question: {
    nb: "Hvor mange ganger brukes 2ad per 1 000 innbyggere, fylke for fylke?",
    en: "How often is 2ad used per 1 000 inhabitants, fylke by fylke?",
  },
  note: {
    nb: "Stedet er behandlerens, ikke pasientens. innbyggere er tomt når folketallet ikke er fullstendig.",
    en: "The place is the practitioner's, not the patient's. innbyggere is empty where the population is not complete.",
  },
  reads: ["innbyggere_gjeldende", "takstbruk_fylke_ar_gjeldende"],
  sql: `SELECT
    nr,
    navn AS fylke,
    round(max(1000 * antall / innbyggere) FILTER (ar = 2015)) AS i_2015,
    round(max(1000 * antall / innbyggere) FILTER (ar = 2020)) AS i_2020,
    round(max(1000 * antall / innbyggere) FILTER (ar = 2025)) AS i_2025
FROM innbyggere_gjeldende
INNER JOIN (
    SELECT gjeldende_fylkesnr AS nr, ar, sum(sum_antall_takst) AS antall
    FROM takstbruk_fylke_ar_gjeldende
    WHERE fagomraade = 'LE' AND takstkode = '2ad'
    GROUP BY ALL
) USING (nr, ar)
WHERE niva = 'fylke'
GROUP BY ALL
ORDER BY nr;`,
};

const byPraksistype: Recipe = {
  name: "by_praksistype",
  question: {
    nb: "Hvem bruker 2ad: fastleger, LIS1-leger eller andre praksistyper?",
    en: "Who uses 2ad: general practitioners, LIS1 doctors or other praksistyper?",
  },
  note: {
    nb: "Grupper på kode, og ta navnet fra samme rad: kodene varer, navn kan endres.",
    en: "Group by code and take the name from the same row: codes last, names may change.",
  },
  reads: ["takstbruk_landet_ar"],
  sql: `SELECT
    praksis_type_kode,
    any_value(praksis_type_navn) AS praksistype,
    sum(sum_antall_takst) AS antall,
    round(100 * antall / sum(antall) OVER (), 1) AS prosent
FROM takstbruk_landet_ar
WHERE ar = 2025 AND fagomraade = 'LE' AND takstkode = '2ad'
GROUP BY praksis_type_kode
ORDER BY antall DESC, praksis_type_kode;`,
};

const topByCost: Recipe = {
  name: "top_by_cost",
  question: {
    nb: "Hvilke takster koster folketrygden mest?",
    en: "Which takster cost the National Insurance Scheme most?",
  },
  note: {
    nb: "Navnet er fra takster, som har én rad per takst. takstkoder har én rad per periode og ville ganget kronene opp.",
    en: "The name is from takster, which has one row per takst. takstkoder has one row per period and would multiply the kroner.",
  },
  reads: ["takstbruk_landet_ar", "takster"],
  sql: `SELECT fagomraade, takstkode, any_value(takst_navn) AS takst, sum(sum_refusjon) AS kroner
FROM takstbruk_landet_ar
INNER JOIN takster USING (fagomraade, takstkode)
WHERE ar = 2025
GROUP BY fagomraade, takstkode
ORDER BY kroner DESC, fagomraade, takstkode
LIMIT 8;`,
};

const videoShare: Recipe = {
  name: "video_share",
  question: {
    nb: "Hvor stor del av legenes konsultasjoner er på video, og hvor stor på tekst?",
    en: "Which share of doctors' consultations is by video, and which by text?",
  },
  note: {
    nb: "takst_type sier hva slags konsultasjon en takst er, etter takstlisten for leger av 1. juli 2025. Eldre koder har ingen type, så tidlige andeler er for lave.",
    en: "takst_type says which kind of consultation a takst is, by the tariff for doctors of 1 July 2025. Older codes have no kind, so that early shares are too low.",
  },
  reads: ["takstbruk_landet_ar", "takster"],
  sql: `SELECT
    ar,
    sum(sum_antall_takst) AS konsultasjoner,
    round(100 * coalesce(sum(sum_antall_takst) FILTER (takst_type = 'video'), 0) / konsultasjoner, 2) AS video_prosent,
    round(100 * coalesce(sum(sum_antall_takst) FILTER (takst_type = 'tekst'), 0) / konsultasjoner, 2) AS tekst_prosent
FROM takstbruk_landet_ar
INNER JOIN takster USING (fagomraade, takstkode)
WHERE fagomraade = 'LE' AND takst_type IN ('konsultasjon', 'video', 'telefon', 'tekst', 'e_konsultasjon')
    AND antall_maneder = 12
GROUP BY ar
ORDER BY ar;`,
};

const changeOfJuly: Recipe = {
  name: "change_of_july",
  question: {
    nb: "Hva endret takstoppgjøret 1. juli 2025 i kroner per gang taksten brukes?",
    en: "What did the tariff of 1 July 2025 change, in kroner for each use of a takst?",
  },
  note: {
    nb: "kostnad er endringen ganget med bruken i juli: det folketrygden betalte mer, eller mindre, for det samme.",
    en: "kostnad is the change times the use in July: how much more, or less, the National Insurance Scheme paid for the same.",
  },
  reads: ["takstbruk_landet_maned"],
  sql: `SELECT
    takstkode,
    sum(sum_antall_takst) FILTER (maned = 7) AS antall_juli,
    round(sum(sum_refusjon) FILTER (maned = 6) / sum(sum_antall_takst) FILTER (maned = 6), 2) AS kroner_juni,
    round(sum(sum_refusjon) FILTER (maned = 7) / antall_juli, 2) AS kroner_juli,
    round(antall_juli * (kroner_juli - kroner_juni)) AS kostnad
FROM takstbruk_landet_maned
WHERE ar = 2025 AND maned IN (6, 7) AND fagomraade = 'LE'
GROUP BY takstkode
ORDER BY abs(kostnad) DESC NULLS LAST, takstkode
LIMIT 8;`,
};

const egenandelShare: Recipe = {
  name: "egenandel_share",
  question: {
    nb: "Hvem betaler legene: folketrygden, pasienten, eller folketrygden for pasienten?",
    en: "Who pays the doctors: the state, the patient, or the state for the patient?",
  },
  note: {
    nb: "sum_refusjon har allerede med egenandelen folketrygden dekker. Trekk den fra før delene vises.",
    en: "sum_refusjon already includes the egenandel that the state covers. Subtract it before you show the parts.",
  },
  reads: ["takstbruk_landet_ar"],
  sql: `SELECT
    ar,
    sum(sum_refusjon - sum_egenandel_dekket_av_folketrygden) AS refusjon,
    sum(sum_egenandel_dekket_av_folketrygden) AS dekket,
    sum(sum_egenandel_betalt_av_pasient) AS betalt,
    round(100 * betalt / (refusjon + dekket + betalt), 1) AS pasientens_prosent
FROM takstbruk_landet_ar
WHERE fagomraade = 'LE' AND antall_maneder = 12
GROUP BY ar
ORDER BY ar;`,
};

const covidDip: Recipe = {
  name: "covid_dip",
  question: {
    nb: "Hvor mye falt konsultasjonene våren 2020, måned for måned?",
    en: "How much did consultations fall in spring 2020, month by month?",
  },
  note: {
    nb: "Sammenlign med samme måned året før, fordi sommer og jul er stille hvert år.",
    en: "Compare with the same month of the year before, because summer and Christmas are quiet every year.",
  },
  reads: ["takstbruk_landet_maned"],
  sql: `SELECT
    maned,
    sum(sum_antall_takst) FILTER (ar = 2019) AS i_2019,
    sum(sum_antall_takst) FILTER (ar = 2020) AS i_2020,
    round(100 * (i_2020 / i_2019 - 1), 1) AS endring_prosent
FROM takstbruk_landet_maned
WHERE ar IN (2019, 2020) AND fagomraade = 'LE' AND takstkode IN ('2ad', '2ak')
GROUP BY maned
ORDER BY maned;`,
};

const fylkerOfToday: Recipe = {
  name: "fylker_of_today",
  question: {
    nb: "Hvordan har refusjonen utviklet seg i dagens fylker, som Akershus, gjennom sammenslåing og deling?",
    en: "How has reimbursement developed in the fylker of today, such as Akershus, through merger and division?",
  },
  note: {
    nb: "fullstendighet sier hvor mye av tallet som er med når fylket er summert av kommuner. Tallene har ingen sentralitetsklasser, så fylke er det nærmeste.",
    en: "fullstendighet says how much of a figure is there if the fylke is added up from kommuner. The data have no classes of centrality, so that the fylke comes closest.",
  },
  reads: ["takstbruk_fylke_ar_gjeldende"],
  sql: `SELECT
    gjeldende_fylkesnr AS nr,
    gjeldende_fylkesnavn AS fylke,
    count(DISTINCT ar) AS antall_ar,
    round(sum(sum_refusjon) FILTER (ar = 2015) / 1e6, 1) AS mill_2015,
    round(sum(sum_refusjon) FILTER (ar = 2020) / 1e6, 1) AS mill_2020,
    round(sum(sum_refusjon) FILTER (ar = 2025) / 1e6, 1) AS mill_2025
FROM takstbruk_fylke_ar_gjeldende
WHERE fagomraade = 'LE' AND er_gjeldende AND antall_maneder = 12
GROUP BY ALL
ORDER BY nr;`,
};

/** The recipes in the order to show them. */
export const recipes: readonly Recipe[] = [
  overTime,
  ratioBetweenPlaces,
  perInhabitant,
  byPraksistype,
  topByCost,
  videoShare,
  changeOfJuly,
  egenandelShare,
  covidDip,
  fylkerOfToday,
];

/** The dataset with the recipes that read it. */
export function withRecipes(dataset: Dataset): Dataset {
  const own = recipes.filter(({ reads }) => reads.includes(dataset.name));
  return own.length === 0 ? dataset : { ...dataset, recipes: own };
}
