// The traps: facts that people who sum takstbruk must know. Each dataset lists its own.
import type { Trap } from "../src/domain/dataset.ts";

/** From what callers of the API have found: the sums of a takst billed once per bill show it. */
export const refusjonIncludesDekket: Trap = {
  name: "sum_refusjon_includes_dekket",
  text: {
    nb: "I sum_refusjon er egenandelen folketrygden dekker for pasienten, allerede med. Legges sum_egenandel_dekket_av_folketrygden til, telles den to ganger. Refusjonen alene er sum_refusjon minus sum_egenandel_dekket_av_folketrygden.",
    en: "The egenandel the National Insurance Scheme covers for the patient is already in sum_refusjon. Adding sum_egenandel_dekket_av_folketrygden counts it twice. The refusjon alone is sum_refusjon less sum_egenandel_dekket_av_folketrygden.",
  },
};

/** The limits are the API documentation's. */
export const missingRowIsNotZero: Trap = {
  name: "missing_row_is_not_zero",
  text: {
    nb: "En rad som mangler, betyr ikke null. Tallene for kommune og år har bare takster med antall over 5, og tallene for kommune og måned har bare kommuner med over 10 000 innbyggere. Summen av kommunene er derfor mindre enn fylket og landet; hvor mye som mangler, står i avstemming.",
    en: "A missing row does not mean zero. The figures by kommune and year only have takster with a count over 5, and those by kommune and month only kommuner of more than 10 000 inhabitants. The kommuner therefore add up to less than the fylke and the country; how much is missing is in avstemming.",
  },
};

/** From the API's documentation. */
export const placeIsThePractitioners: Trap = {
  name: "place_is_the_practitioners",
  text: {
    nb: "Geografien er behandlerens adresse, ikke pasientens. Tall per innbygger sier hva som utføres i en kommune eller et fylke, ikke hva innbyggerne der bruker.",
    en: "Geography is the practitioner's address, not the patient's. Figures per inhabitant say what is done in a kommune or fylke, not what its inhabitants use.",
  },
};

/** From our tables of places: the same name has been that of several numbers. */
export const groupPlacesByNumber: Trap = {
  name: "group_places_by_number",
  text: {
    nb: "Et navn på et sted er ikke én tidsserie. fylkesnavn og kommunenavn er navnet på radens nummer, og flere numre kan ha samme navn: Akershus var 02 til 2019 og er 32 fra 2024, med andre grenser. Heller ikke numrene gir hele serier, fordi et år kan ha numre fra et annet år. Bruk gjeldende_kommunenr eller gjeldende_kommunenavn for kommuner, og takstbruk_fylke_ar_gjeldende for fylker. I tallene for måneder mangler små kommuner som siden er slått sammen med større.",
    en: "The name of a place is not one series over time. fylkesnavn and kommunenavn are the name of the row's number, and several numbers may share a name: Akershus was 02 until 2019 and is 32 from 2024, with other borders. Numbers do not give whole series either, because a year may have numbers of another year. Use gjeldende_kommunenr or gjeldende_kommunenavn for kommuner, and takstbruk_fylke_ar_gjeldende for fylker. The figures by month lack small kommuner that were later merged with larger ones.",
  },
};

/** The table has the same inhabitants at three levels. */
export const chooseOneLevel: Trap = {
  name: "choose_one_level",
  text: {
    nb: "Velg ett nivå før du summerer eller kobler. Alle innbyggere står der tre ganger: i kommunen, i fylket og i hele landet. Koble på nummer og nivå, ikke på navn: Oslo er både kommune og fylke, så en kobling på navn og år treffer to rader og dobler tallene.",
    en: "Choose one level before you add up or join. Every inhabitant is there three times: in the kommune, in the fylke and in the whole country. Join by number and level, not by name: Oslo is both a kommune and a fylke, so that a join by name and year matches two rows and doubles the figures.",
  },
};

/** Practitioners may send in bills up to six months late. */
export const lastMonthsChange: Trap = {
  name: "last_13_months_change",
  text: {
    nb: "De siste 13 månedene endres fra uttrekk til uttrekk, fordi krav kan komme inntil seks måneder senere og blir rettet. Et fall mot slutten av en tidsserie er som regel krav som ikke er kommet inn. Radene har forelopig = true. Året som ikke er over, har dessuten færre enn 12 i antall_maneder, der kolonnen finnes.",
    en: "The last 13 months change from one extraction to the next, because bills may arrive up to six months late and are corrected. A fall towards the end of a time series is usually bills that have not arrived. The rows have forelopig = true. The year that is not over also has less than 12 in antall_maneder, where there is such a column.",
  },
};

/** A takst has a row in takstkoder for each period of its rates. */
export const severalPeriodsOfATakst: Trap = {
  name: "join_takster_not_takstkoder",
  text: {
    nb: "Koble takstbruk mot takster, ikke mot takstkoder. Takstkoder er historikk med én rad per periode, så hver rad i takstbruk treffer flere rader der, og kronene telles like mange ganger. Trengs satsen i en periode, må koblingen også ha datoene: periode mellom fradato og tildato.",
    en: "Join takstbruk to takster, not to takstkoder. Takstkoder is a history with one row per period, so that a row of takstbruk matches several rows there and its kroner count as many times. If you need the rate of a period, join on the days as well: periode between fradato and tildato.",
  },
};

/** The rates of a takst change, mostly on 1 July. */
export const ratesAreOfToday: Trap = {
  name: "rates_are_of_today",
  text: {
    nb: "gjeldende_honorar, gjeldende_refusjon og gjeldende_egenandel er satsene den dagen uttrekket ble gjort. De gjelder ikke eldre bruk, og en sats ganger antall er ikke summen: gjentakelser betales ofte med en del av satsen. Satsen i en periode står i takstkoder, og i avstemming_satser der én sats gjaldt hele perioden.",
    en: "gjeldende_honorar, gjeldende_refusjon and gjeldende_egenandel are the rates on the day of the extraction. They do not apply to earlier use, and a rate times a count is not the sum, because repetitions are often paid with a part of the rate. The rate of a period is in takstkoder, and in avstemming_satser where one rate applied throughout.",
  },
};

/** The list of codes is of one tariff: sql/intermediate/takst_types_of_official_tariff.sql. */
export const kindsAreOfOneTariff: Trap = {
  name: "kinds_are_of_the_tariff_of_2025",
  text: {
    nb: "takst_type og takst_tid kjenner bare kodene i den offisielle takstlisten for leger fra 1. juli 2025. Koder fra tidligere år, som 2ae og 2aek for e-konsultasjoner i 2020 og 2021, har ingen av delene. En andel etter type eller tid er derfor for lav i tidligere år; se etter i takstkoder hvilke koder som gjaldt da.",
    en: "takst_type and takst_tid only know the codes of the official tariff for doctors of 1 July 2025. Codes of earlier years, such as 2ae and 2aek for e-consultations in 2020 and 2021, have neither. A share by kind or time is therefore too low in earlier years; look up in takstkoder which codes were valid then.",
  },
};
