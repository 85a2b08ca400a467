-- Syntetiske data i form av Helserefusjon – åpne data / Synthetic data in the form of Helserefusjon – open data
-- Utgave / release: synthetic-20261101T040000Z. SYNTETISKE TALL / SYNTHETIC NUMBERS
--
-- I mappen med filene / in the folder of the files:
--     duckdb -init helserefusjon.sql
-- Fra et annet sted / from elsewhere, with a folder or an https address that ends in "/":
--     SET VARIABLE helserefusjon_base = '/data/synthetic-20261101T040000Z/';
--     .read helserefusjon.sql
-- Navn, typer og beskrivelser / names, types and descriptions:
--     SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE NOT internal;
SET VARIABLE helserefusjon_base = coalesce(getvariable('helserefusjon_base'), '');

-- Fagområder / Fields of practice (fagområder)
-- Nøkkel / key: fagomraade
CREATE OR REPLACE VIEW "fagomraader" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'fagomraader.parquet', hive_partitioning = false);
COMMENT ON VIEW "fagomraader" IS 'Én rad per fagområde. / One row per fagområde.
Nøkkel / key: fagomraade';
COMMENT ON COLUMN "fagomraader"."fagomraade" IS 'Kode for fagområdet, for eksempel LE for lege eller FY for fysioterapi. / Code of the fagområde, such as LE for doctors or FY for physiotherapy.';
COMMENT ON COLUMN "fagomraader"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "fagomraader"."antall_praksistyper" IS 'Antall praksistyper kodeverket fører opp under fagområdet. / Number of praksistyper the code list has under the fagområde.';
COMMENT ON COLUMN "fagomraader"."antall_takstkoder" IS 'Antall forskjellige takstkoder i takstkoder, historikken medregnet. 0 betyr at APIet ikke gir takster for fagområdet; tom når det ikke er spurt etter takster. / Number of different takstkoder in takstkoder, history included. 0 means that the API gives no takster for the fagområde; empty where takster were not requested.';
COMMENT ON COLUMN "fagomraader"."antall_praksistyper_brukt" IS 'Antall praksistyper i fagområdets takstbruk for hele landet, også de som ikke står i kodeverket. Tom når det ikke er spurt etter den. / Number of praksistyper in the takstbruk of the fagområde for the whole country, also those that are not in the code list. Empty where it was not requested.';
COMMENT ON COLUMN "fagomraader"."antall_takstkoder_brukt" IS 'Antall forskjellige takstkoder i fagområdets takstbruk for hele landet. Tom når det ikke er spurt etter den. / Number of different takstkoder in the takstbruk of the fagområde for the whole country. Empty where it was not requested.';
COMMENT ON COLUMN "fagomraader"."takstbruk_forste_maned" IS 'Første måned med takstbruk for hele landet, som månedens første dag. Tom når det ikke er noen. / First month with takstbruk for the whole country, as its first day. Empty where there is none.';
COMMENT ON COLUMN "fagomraader"."takstbruk_siste_maned" IS 'Siste måned med takstbruk for hele landet, som månedens første dag. Tom når det ikke er noen. / Last month with takstbruk for the whole country, as its first day. Empty where there is none.';
COMMENT ON COLUMN "fagomraader"."takstbruk_forste_ar" IS 'Første år med årstall for takstbruk i hele landet. Tomt når det ikke er noe. / First year with yearly takstbruk for the whole country. Empty where there is none.';
COMMENT ON COLUMN "fagomraader"."takstbruk_siste_ar" IS 'Siste år med årstall for takstbruk i hele landet. Tomt når det ikke er noe. / Last year with yearly takstbruk for the whole country. Empty where there is none.';

-- Praksistyper / Kinds of practice (praksistyper)
-- Nøkkel / key: praksis_type_kode, fagomraade
-- fagomraade -> fagomraader (fagomraade)
CREATE OR REPLACE VIEW "praksistyper" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'praksistyper.parquet', hive_partitioning = false);
COMMENT ON VIEW "praksistyper" IS 'Én rad per praksistype og fagområdet den er ført opp under; koder som bare finnes i takstbruk, har én rad per fagområde de er brukt i. / One row per praksistype and the fagområde it is listed under; codes that only occur in takstbruk have one row per fagområde they are used in.
Nøkkel / key: praksis_type_kode, fagomraade
fagomraade -> fagomraader (fagomraade)';
COMMENT ON COLUMN "praksistyper"."praksis_type_kode" IS 'Kode for praksistypen, for eksempel FALE for fastlege. Koder og navn er de APIet gir; dokumentasjonens liste er eldre. / Code of the praksistype, such as FALE for general practitioners (fastlege). Codes and names are what the API gives; the list in its documentation is older.';
COMMENT ON COLUMN "praksistyper"."praksis_type_navn" IS 'Praksistypens navn i APIets kodeverk; for koder som ikke står der, navnet i radene for takstbruk, det nyeste. Tomt når heller ikke de har noe navn. / Name of the praksistype in the API''s code list; for codes that are not in it, the name in the rows of takstbruk, the latest. Empty where they have no name either.';
COMMENT ON COLUMN "praksistyper"."fagomraade" IS 'Kode for fagområdet praksistypen er ført opp under, eller brukt i når den ikke står i kodeverket. / Code of the fagområde the praksistype is listed under, or used in where it is not in the code list.';
COMMENT ON COLUMN "praksistyper"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "praksistyper"."kilde" IS 'Hvor koden er fra: kodeverk (APIets liste under fagomraader) eller takstbruk (bare i rader for hele landet). / Where the code is from: kodeverk (the API''s list under fagomraader) or takstbruk (only in rows for the whole country).';

-- Takster: én rad per takst, med navn og dagens satser / Tariff items (takster): one row each, with name and rates of today
-- Nøkkel / key: fagomraade, takstkode
-- fagomraade -> fagomraader (fagomraade)
CREATE OR REPLACE VIEW "takster" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'takster.parquet', hive_partitioning = false);
COMMENT ON VIEW "takster" IS 'Én rad per fagområde og takstkode som står i takstlisten eller er brukt i hele landet. / One row per fagområde and takstkode that is in the tariff or was used in the whole country.
Nøkkel / key: fagomraade, takstkode
fagomraade -> fagomraader (fagomraade)';
COMMENT ON COLUMN "takster"."fagomraade" IS 'Kode for fagområdet taksten gjelder for. Samme takstkode kan bety noe annet i et annet fagområde. / Code of the fagområde the takst belongs to. The same takstkode may mean something else in another one.';
COMMENT ON COLUMN "takster"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "takster"."takstkode" IS 'Takstens kode, for eksempel 2ad. Store og små bokstaver er forskjellige tegn. / Code of the takst, such as 2ad. Upper and lower case differ.';
COMMENT ON COLUMN "takster"."takst_navn" IS 'Takstens korte navn: første setning eller linje i beskrivelse. Er den lengre enn 60 tegn, slutter navnet etter et helt ord og med tre prikker. Tomt når taksten ikke har noen beskrivelse. / Short name of the takst: the first sentence or line of beskrivelse (Norwegian). If that is longer than 60 characters, the name ends after a whole word, with an ellipsis. Empty where the takst has no beskrivelse.';
COMMENT ON COLUMN "takster"."beskrivelse" IS 'Hva taksten dekker, med APIets egne ord i den nyeste perioden som har en tekst. / What the takst covers, in the API''s own words (Norwegian) of the latest period that has a text.';
COMMENT ON COLUMN "takster"."takst_type" IS 'Hva slags tjeneste taksten er: konsultasjon (ved oppmøte), video, telefon eller tekst (digital konsultasjon), e_konsultasjon (digital, uten at teksten sier hvordan), sykebesok eller laboratorium. Etter teksten i den offisielle takstlisten for leger fra 1. juli 2025. Tom for alle andre takster. / Kind of service of the takst: konsultasjon (consultation in person), video, telefon or tekst (digital consultation by video, telephone or text), e_konsultasjon (digital, of a kind that the text does not name), sykebesok (home visit) or laboratorium (laboratory). By the text of the official tariff for doctors of 1 July 2025. Empty for all other takster.';
COMMENT ON COLUMN "takster"."takst_tid" IS 'Om taksten gjelder på dagtid (dag) eller kveldstid (kveld), etter teksten i den offisielle takstlisten for leger fra 1. juli 2025. For 2ad, 2ak og 2fk etter tilleggene 2dd og 2dk, som kan brukes sammen med dem. Tom når listen ikke sier det. / Whether the takst is for the day (dag) or the evening (kveld), by the text of the official tariff for doctors of 1 July 2025. For 2ad, 2ak and 2fk by the supplements 2dd and 2dk, which may be billed with them. Empty where the tariff does not say.';
COMMENT ON COLUMN "takster"."gyldig_fra" IS 'Første dag taksten gjaldt, i den første perioden i takstkoder. Tom når taksten ikke står i takstlisten. / First day the takst was valid, in its first period in takstkoder. Empty where the takst is not in the tariff.';
COMMENT ON COLUMN "takster"."gyldig_til" IS 'Siste dag taksten gjaldt, medregnet, i den siste perioden i takstkoder. Tom når en periode ikke har noen slutt. Det kan være opphold mellom periodene. / Last day the takst was valid, inclusive, in its last period in takstkoder. Empty where a period has no end. There may be gaps between the periods.';
COMMENT ON COLUMN "takster"."takst_er_gjeldende" IS 'Om taksten gjaldt dagen det siste svaret kom fra APIet. Tom når taksten ikke står i takstlisten. / Whether the takst was valid on the day the last answer of the API arrived. Empty where the takst is not in the tariff.';
COMMENT ON COLUMN "takster"."gjeldende_honorar" IS 'Honoraret i kroner dagen det siste svaret kom fra APIet: det behandleren får for taksten i alt. Tomt når taksten ikke gjaldt da. Gjaldt flere perioder, er dette den som begynte sist. / The fee in kroner on the day the last answer of the API arrived: all the practitioner receives for the takst. Empty where the takst was not valid then. If several periods were, this is the one that began last.';
COMMENT ON COLUMN "takster"."gjeldende_refusjon" IS 'Refusjonen i kroner samme dag: den delen folketrygden betaler. / The reimbursement in kroner on the same day: the part paid by the National Insurance Scheme.';
COMMENT ON COLUMN "takster"."gjeldende_egenandel" IS 'Egenandelen i kroner samme dag. Folketrygden dekker den for pasienter som har frikort eller er fritatt. / The patient''s share in kroner on the same day. The National Insurance Scheme covers it for patients who are exempt.';
COMMENT ON COLUMN "takster"."antall_perioder" IS 'Antall gyldighetsperioder i takstkoder. 0 når taksten ikke står i takstlisten. / Number of validity periods in takstkoder. 0 where the takst is not in the tariff.';
COMMENT ON COLUMN "takster"."takstbruk_forste_maned" IS 'Første måned med takstbruk for hele landet, som månedens første dag. Tom når det ikke er noen, eller når det ikke er spurt etter den. / First month with takstbruk for the whole country, as its first day. Empty where there is none, or where it was not requested.';
COMMENT ON COLUMN "takster"."takstbruk_siste_maned" IS 'Siste måned med takstbruk for hele landet, som månedens første dag. Tom når det ikke er noen, eller når det ikke er spurt etter den. / Last month with takstbruk for the whole country, as its first day. Empty where there is none, or where it was not requested.';
COMMENT ON COLUMN "takster"."takstbruk_forste_ar" IS 'Første år med årstall for takstbruk i hele landet. Tomt når det ikke er noe, eller når det ikke er spurt etter det. / First year with yearly takstbruk for the whole country. Empty where there is none, or where it was not requested.';
COMMENT ON COLUMN "takster"."takstbruk_siste_ar" IS 'Siste år med årstall for takstbruk i hele landet. Tomt når det ikke er noe, eller når det ikke er spurt etter det. / Last year with yearly takstbruk for the whole country. Empty where there is none, or where it was not requested.';
COMMENT ON COLUMN "takster"."kilde" IS 'Hvor koden er fra: kodeverk (takstlisten i takstkoder) eller takstbruk (bare i rader for hele landet). / Where the code is from: kodeverk (the tariff in takstkoder) or takstbruk (only in rows for the whole country).';

-- Takstkodenes historikk, med satser og regler / History of the tariff codes (takstkoder), with rates and rules
-- Nøkkel / key: takst_id
-- fagomraade -> fagomraader (fagomraade)
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
CREATE OR REPLACE VIEW "takstkoder" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'takstkoder.parquet', hive_partitioning = false);
COMMENT ON VIEW "takstkoder" IS 'Én rad per takst og gyldighetsperiode, historikken medregnet. / One row per takst and validity period, history included.
Nøkkel / key: takst_id
fagomraade -> fagomraader (fagomraade)
fagomraade, takstkode -> takster (fagomraade, takstkode)';
COMMENT ON COLUMN "takstkoder"."takst_id" IS 'APIets identifikator for taksten i denne gyldighetsperioden. / The API''s identifier of the takst in this validity period.';
COMMENT ON COLUMN "takstkoder"."fagomraade" IS 'Kode for fagområdet taksten gjelder for. Samme takstkode kan bety noe annet i et annet fagområde. / Code of the fagområde the takst belongs to. The same takstkode may mean something else in another one.';
COMMENT ON COLUMN "takstkoder"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "takstkoder"."takstkode" IS 'Takstens kode, for eksempel 2ad. Store og små bokstaver er forskjellige tegn. / Code of the takst, such as 2ad. Upper and lower case differ.';
COMMENT ON COLUMN "takstkoder"."beskrivelse" IS 'Hva taksten dekker, med APIets egne ord. / What the takst covers, in the API''s own words (Norwegian).';
COMMENT ON COLUMN "takstkoder"."fradato" IS 'Første dag taksten gjelder, i norsk tid. Satsene endres vanligvis 1. juli. / First day the takst is valid, Norwegian time. Rates usually change on 1 July.';
COMMENT ON COLUMN "takstkoder"."tildato" IS 'Siste dag taksten gjelder, medregnet. Tom når den fortsatt gjelder. / Last day the takst is valid, inclusive. Empty while it still is.';
COMMENT ON COLUMN "takstkoder"."dager_siden_forrige" IS 'Antall dager taksten ikke var gyldig før denne perioden: fra den siste dagen i periodene før, for samme takstkode i fagområdet. 0 når perioden følger rett etter eller overlapper en før; tom for den første. / Number of days the takst was not valid before this period: since the last day of the periods before, of the same takstkode in the fagområde. 0 where the period follows at once or overlaps one before; empty for the first.';
COMMENT ON COLUMN "takstkoder"."overlapper_forrige" IS 'Om en periode som begynte før, for samme takstkode i fagområdet, fortsatt gjelder når denne begynner. Tom for den første. Perioder rettes ikke. / Whether a period that began before, of the same takstkode in the fagområde, is still valid when this one begins. Empty for the first. Periods are not corrected.';
COMMENT ON COLUMN "takstkoder"."honorar" IS 'Honoraret i kroner: det behandleren får for taksten i alt. / The fee in kroner: all the practitioner receives for the takst.';
COMMENT ON COLUMN "takstkoder"."refusjon" IS 'Refusjonen i kroner: den delen folketrygden betaler. / The reimbursement in kroner: the part paid by the National Insurance Scheme.';
COMMENT ON COLUMN "takstkoder"."egenandel" IS 'Egenandelen i kroner. Folketrygden dekker den for pasienter som har frikort eller er fritatt. / The patient''s share in kroner. The National Insurance Scheme covers it for patients who are exempt.';
COMMENT ON COLUMN "takstkoder"."pasient_egenbetaling" IS 'Beløp i kroner pasienten betaler utenom egenandelsordningen. / Amount in kroner the patient pays outside the egenandel scheme.';
COMMENT ON COLUMN "takstkoder"."maks_repetisjoner" IS 'Hvor mange ganger taksten høyst kan gjentas på samme regning. / How many times the takst may be repeated on one bill.';
COMMENT ON COLUMN "takstkoder"."repetisjonsprosent" IS 'Hvor mange prosent av satsen en gjentakelse gir. / Percentage of the rate that a repetition pays.';
COMMENT ON COLUMN "takstkoder"."redusert_ref_fra_repetisjon" IS 'Nummeret på gjentakelsen som redusert sats gjelder fra. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det. / The repetition from which the reduced rate applies. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.';
COMMENT ON COLUMN "takstkoder"."redusert_repetisjonsprosent" IS 'Hvor mange prosent av satsen en gjentakelse gir etter reduksjonen. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det. / Percentage of the rate that a repetition pays once reduced. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.';
COMMENT ON COLUMN "takstkoder"."tidsbruk_per_rep" IS 'Tidsbruken, etter alt å dømme i minutter, som kreves for hver gjentakelse. / Time required for each repetition, by all appearances in minutes.';
COMMENT ON COLUMN "takstkoder"."minimum_tidsbruk" IS 'Den minste tidsbruken, etter alt å dømme i minutter, som taksten krever. / Least time the takst requires, by all appearances in minutes.';
COMMENT ON COLUMN "takstkoder"."spesialisttakst" IS 'Om bare spesialister kan bruke taksten. / Whether only specialists may use the takst.';
COMMENT ON COLUMN "takstkoder"."maks_antall_per_aar" IS 'Hvor mange ganger taksten høyst kan brukes i løpet av et år. / How many times the takst may be used in the course of a year.';
COMMENT ON COLUMN "takstkoder"."maks_antall_per_kalender_aar" IS 'Hvor mange ganger taksten høyst kan brukes i et kalenderår. / How many times the takst may be used in a calendar year.';
COMMENT ON COLUMN "takstkoder"."maks_antall_gjelder_pasient" IS 'Om grensene for antall gjelder per pasient. Gjengitt slik APIet skriver det, siden skrivemåten ikke er dokumentert. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det. / Whether the limits count per patient. Given as the API writes it, because the form is not documented. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.';
COMMENT ON COLUMN "takstkoder"."ugyldig_kombinasjon" IS 'Takster som ikke kan brukes sammen med denne. Gjengitt slik APIet skriver listen. / Takster that may not be billed with this one. Given as the API writes the list.';
COMMENT ON COLUMN "takstkoder"."ugyldig_kombinasjon_modus" IS 'Hvordan listen i ugyldig_kombinasjon skal leses: kun (bare kodene i listen), alle, eller alle_unntatt (alle andre enn kodene i listen). / How the list in ugyldig_kombinasjon is meant: kun (only the codes listed), alle (all codes), or alle_unntatt (all but the codes listed).';
COMMENT ON COLUMN "takstkoder"."ugyldig_kombinasjon_takstkoder" IS 'Takstkodene i ugyldig_kombinasjon, uten Alle eller Alle unntatt foran; se ugyldig_kombinasjon_modus. / The takstkoder in ugyldig_kombinasjon, without a leading Alle or Alle unntatt; see ugyldig_kombinasjon_modus.';
COMMENT ON COLUMN "takstkoder"."krever_takst" IS 'Takster som denne må brukes sammen med en av. Gjengitt slik APIet skriver listen. / Takster of which one must be billed with this one. Given as the API writes the list.';
COMMENT ON COLUMN "takstkoder"."krever_takst_modus" IS 'Hvordan listen i krever_takst skal leses: kun (bare kodene i listen), alle, eller alle_unntatt (alle andre enn kodene i listen). / How the list in krever_takst is meant: kun (only the codes listed), alle (all codes), or alle_unntatt (all but the codes listed).';
COMMENT ON COLUMN "takstkoder"."krever_takst_takstkoder" IS 'Takstkodene i krever_takst, uten Alle eller Alle unntatt foran; se krever_takst_modus. / The takstkoder in krever_takst, without a leading Alle or Alle unntatt; see krever_takst_modus.';
COMMENT ON COLUMN "takstkoder"."krever_prosedyre" IS 'Prosedyrekoder som taksten krever en av. Gjengitt slik APIet skriver listen. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det. / Procedure codes of which the takst requires one. Given as the API writes the list. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.';
COMMENT ON COLUMN "takstkoder"."krever_prosedyre_modus" IS 'Hvordan listen i krever_prosedyre skal leses: kun (bare kodene i listen), alle, eller alle_unntatt (alle andre enn kodene i listen). / How the list in krever_prosedyre is meant: kun (only the codes listed), alle (all codes), or alle_unntatt (all but the codes listed).';
COMMENT ON COLUMN "takstkoder"."krever_prosedyre_koder" IS 'Prosedyrekodene i krever_prosedyre, uten Alle eller Alle unntatt foran; se krever_prosedyre_modus. / The procedure codes in krever_prosedyre, without a leading Alle or Alle unntatt; see krever_prosedyre_modus.';
COMMENT ON COLUMN "takstkoder"."krever_diagnose" IS 'Diagnosekoder som taksten krever en av. Gjengitt slik APIet skriver listen. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det. / Diagnosis codes of which the takst requires one. Given as the API writes the list. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.';
COMMENT ON COLUMN "takstkoder"."krever_diagnose_modus" IS 'Hvordan listen i krever_diagnose skal leses: kun (bare kodene i listen), alle, eller alle_unntatt (alle andre enn kodene i listen). / How the list in krever_diagnose is meant: kun (only the codes listed), alle (all codes), or alle_unntatt (all but the codes listed).';
COMMENT ON COLUMN "takstkoder"."krever_diagnose_koder" IS 'Diagnosekodene i krever_diagnose, uten Alle eller Alle unntatt foran; se krever_diagnose_modus. / The diagnosis codes in krever_diagnose, without a leading Alle or Alle unntatt; see krever_diagnose_modus.';
COMMENT ON COLUMN "takstkoder"."resource_id" IS 'Identifikator for ressursen i APIets eget system. Betydningen er ikke dokumentert. Feltet finnes ikke i den offisielle takstlisten for leger fra 1. juli 2025 og er kanskje ikke i bruk; beholdt som APIet gir det. / Identifier of the resource in the API''s own system. Its meaning is not documented. The field is not in the official tariff for doctors of 1 July 2025 and may not be in use; kept as the API gives it.';

-- Takstkombinasjoner som er ugyldige eller kreves / Combinations of takster that are invalid or required
-- Nøkkel / key: takst_id, kombinasjon, nummer
-- takst_id -> takstkoder (takst_id)
-- fagomraade -> fagomraader (fagomraade)
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
-- fagomraade, annen_takstkode -> takster (fagomraade, takstkode)
CREATE OR REPLACE VIEW "takst_kombinasjoner" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'takst_kombinasjoner.parquet', hive_partitioning = false);
COMMENT ON VIEW "takst_kombinasjoner" IS 'Én rad per takst i én gyldighetsperiode, slags regel og annen takstkode i listen, og én for Alle i lister som begynner med det. / One row per takst in one validity period, kind of rule and other takstkode in the list, and one for Alle in lists that begin with it.
Nøkkel / key: takst_id, kombinasjon, nummer
takst_id -> takstkoder (takst_id)
fagomraade -> fagomraader (fagomraade)
fagomraade, takstkode -> takster (fagomraade, takstkode)
fagomraade, annen_takstkode -> takster (fagomraade, takstkode)';
COMMENT ON COLUMN "takst_kombinasjoner"."takst_id" IS 'APIets identifikator for taksten regelen står på, i én gyldighetsperiode, som i takstkoder. / The API''s identifier of the takst the rule is on, in one validity period, as in takstkoder.';
COMMENT ON COLUMN "takst_kombinasjoner"."fagomraade" IS 'Kode for fagområdet begge takstene leses i. / Code of the fagområde both takster are read in.';
COMMENT ON COLUMN "takst_kombinasjoner"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "takst_kombinasjoner"."takstkode" IS 'Koden for taksten regelen står på. / Code of the takst the rule is on.';
COMMENT ON COLUMN "takst_kombinasjoner"."takst_navn" IS 'Takstens korte navn, som i takster. Tomt når koden ikke står i takstlisten. / Short name of the takst, as in takster. Empty where the code is not in the tariff.';
COMMENT ON COLUMN "takst_kombinasjoner"."gyldig_fra" IS 'Første dag regelen gjelder: takstens fradato. / First day of the rule: the fradato of the takst.';
COMMENT ON COLUMN "takst_kombinasjoner"."gyldig_til" IS 'Siste dag regelen gjelder, medregnet: takstens tildato. Tom når den fortsatt gjelder. / Last day of the rule, inclusive: the tildato of the takst. Empty while it still holds.';
COMMENT ON COLUMN "takst_kombinasjoner"."kombinasjon" IS 'Hva slags regel: ugyldig (taksten kan ikke brukes sammen med den andre, fra ugyldig_kombinasjon) eller krever (taksten må brukes sammen med en av de andre, fra krever_takst). / Kind of rule: ugyldig (the takst may not be billed with the other, from ugyldig_kombinasjon) or krever (the takst must be billed with one of the others, from krever_takst).';
COMMENT ON COLUMN "takst_kombinasjoner"."nummer" IS 'Radens nummer i listen, fra 1, i APIets rekkefølge; raden for Alle er den første. / Number of the row in its list, from 1, in the API''s order; the row for Alle is the first.';
COMMENT ON COLUMN "takst_kombinasjoner"."modus" IS 'Hvordan raden skal leses: kun (regelen gjelder annen_takstkode) eller alle_unntatt (regelen gjelder alle takster i fagområdet unntatt annen_takstkode på takstens rader). / How the row is meant: kun (the rule is about annen_takstkode) or alle_unntatt (the rule is about all takster of the fagområde but the annen_takstkode of the rows of the takst).';
COMMENT ON COLUMN "takst_kombinasjoner"."annen_takstkode" IS 'Den andre takstens kode. Tom i den ene raden som står for Alle eller Alle unntatt selv: uten flere rader gjelder regelen alle takster. Koder som ikke finnes blant fagområdets takster, er beholdt. / Code of the other takst. Empty in the one row that stands for Alle or Alle unntatt itself: without further rows the rule is about all takster. Codes that are not among the takster of the fagområde are kept.';
COMMENT ON COLUMN "takst_kombinasjoner"."annen_takst_navn" IS 'Den andre takstens korte navn, som i takster. Tomt når annen_takstkode er tom eller ikke står i takstlisten. / Short name of the other takst, as in takster. Empty where annen_takstkode is empty or not in the tariff.';
COMMENT ON COLUMN "takst_kombinasjoner"."offisiell" IS 'Om kombinasjonen også er i svaret når det spørres etter offisielle ugyldige takstkombinasjoner. Tom for krever, som APIet ikke skiller på, og når det ikke er spurt. Bygger på hvordan vi leser dokumentasjonen av parameteren. / Whether the combination is also in the answer to the request for official ugyldige takstkombinasjoner. Empty for krever, where the API makes no such distinction, and where it was not requested. Rests on how we read the documentation of the parameter.';

-- NLK-koder / Norwegian laboratory codes (NLK)
-- Nøkkel / key: nlk_kodeid
-- erstattes_av -> nlkkoder (nlk_kode), flere rader / several rows
CREATE OR REPLACE VIEW "nlkkoder" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'nlkkoder.parquet', hive_partitioning = false);
COMMENT ON VIEW "nlkkoder" IS 'Én rad per NLK-kode og gyldighetsperiode. / One row per NLK code and validity period.
Nøkkel / key: nlk_kodeid
erstattes_av -> nlkkoder (nlk_kode), flere rader / several rows';
COMMENT ON COLUMN "nlkkoder"."nlk_kodeid" IS 'APIets identifikator for koden i denne gyldighetsperioden. At bare den er unik, er ikke sett i et ekte svar på begge spørringene, for PO og LR. / The API''s identifier of the code in this validity period. That it alone is unique has not been seen in real answers to both questions, for PO and LR.';
COMMENT ON COLUMN "nlkkoder"."nlk_kode" IS 'NLK-koden, for eksempel NPU01566. Ikke unik: koden har én rad per gyldighetsperiode. / The NLK code, such as NPU01566. Not unique: a code has one row per validity period.';
COMMENT ON COLUMN "nlkkoder"."norsk_bruksnavn" IS 'Analysens norske bruksnavn, for eksempel P-Albumin. / Norwegian name of the analysis in use, such as P-Albumin.';
COMMENT ON COLUMN "nlkkoder"."komponent" IS 'Det som måles, for eksempel glukose. / What is measured, such as glucose.';
COMMENT ON COLUMN "nlkkoder"."system" IS 'Det materialet eller den delen av kroppen målingen gjelder, for eksempel plasma. / The material or part of the body that is measured, such as plasma.';
COMMENT ON COLUMN "nlkkoder"."enhet" IS 'Måleenheten svaret oppgis i. / Unit of the result.';
COMMENT ON COLUMN "nlkkoder"."egenskapsart" IS 'Den egenskapen som måles, for eksempel stoffkonsentrasjon. / Kind of property measured, such as substance concentration.';
COMMENT ON COLUMN "nlkkoder"."spesifisert_komponent" IS 'Nærmere angivelse av komponenten. / Further specification of the component.';
COMMENT ON COLUMN "nlkkoder"."system_spesifikasjon" IS 'Nærmere angivelse av systemet. / Further specification of the system.';
COMMENT ON COLUMN "nlkkoder"."egenskapsart_spesifikasjon" IS 'Nærmere angivelse av egenskapsarten. / Further specification of the kind of property.';
COMMENT ON COLUMN "nlkkoder"."npu_definisjon" IS 'Kodens definisjon i det internasjonale NPU-systemet, på engelsk. / Definition of the code in the international NPU terminology.';
COMMENT ON COLUMN "nlkkoder"."npu_spesialitet" IS 'Koden for spesialiteten i NPU-systemet, for eksempel CLC. / Code of the specialty in the NPU terminology, such as CLC.';
COMMENT ON COLUMN "nlkkoder"."fagomraade_nlk" IS 'Laboratoriefaget koden hører til. Ikke det samme som takstenes fagområde. / Laboratory discipline of the code. Not the same as the fagområde of a takst.';
COMMENT ON COLUMN "nlkkoder"."fagomraade_sekundaert" IS 'Et annet laboratoriefag koden også hører til. / Another laboratory discipline the code also belongs to.';
COMMENT ON COLUMN "nlkkoder"."gruppering" IS 'Grupperingen koden er plassert i. / Group the code is placed in.';
COMMENT ON COLUMN "nlkkoder"."refusjonskategori" IS 'Koden for refusjonskategorien. Satsene står i nlkkoder_refusjonskategorisatser. / Code of the refusjonskategori. The rates are in nlkkoder_refusjonskategorisatser.';
COMMENT ON COLUMN "nlkkoder"."fradato" IS 'Første dag koden gjelder, i norsk tid. / First day the code is valid, Norwegian time.';
COMMENT ON COLUMN "nlkkoder"."tildato" IS 'Siste dag koden gjelder, medregnet. Tom når den fortsatt gjelder. / Last day the code is valid, inclusive. Empty while it still is.';
COMMENT ON COLUMN "nlkkoder"."erstattes_av" IS 'NLK-koden som erstatter denne. / The NLK code that replaces this one.';
COMMENT ON COLUMN "nlkkoder"."erstattes_av_endelig" IS 'Den siste koden i rekken av erstatninger som begynner med erstattes_av: den som ikke selv er erstattet i sin siste gyldighetsperiode. Tom når koden ikke er erstattet, og når rekken går i ring. / The last code of the chain of replacements that begins with erstattes_av: the one that is not itself replaced in its latest validity period. Empty where the code is not replaced, and where the chain goes around in a circle.';
COMMENT ON COLUMN "nlkkoder"."hva_endret" IS 'Hva som ble endret sist, med APIets egne ord. / What was changed last, in the API''s own words (Norwegian).';
COMMENT ON COLUMN "nlkkoder"."sist_endret_dato" IS 'Dagen koden sist ble endret, i norsk tid. / Day the code was last changed, Norwegian time.';
COMMENT ON COLUMN "nlkkoder"."stjernekode" IS 'Om koden er en stjernekode. Gjengitt slik APIet skriver det, siden skrivemåten ikke er dokumentert. / Whether the code is a stjernekode (starred code). Given as the API writes it, because the form is not documented.';
COMMENT ON COLUMN "nlkkoder"."ugyldig_kombinasjon" IS 'NLK-koder som ikke kan brukes sammen med denne. Gjengitt slik APIet skriver listen. / NLK codes that may not be used with this one. Given as the API writes the list.';
COMMENT ON COLUMN "nlkkoder"."ugyldig_kombinasjon_modus" IS 'Hvordan listen i ugyldig_kombinasjon skal leses: kun (bare kodene i listen), alle, eller alle_unntatt (alle andre enn kodene i listen). / How the list in ugyldig_kombinasjon is meant: kun (only the codes listed), alle (all codes), or alle_unntatt (all but the codes listed).';
COMMENT ON COLUMN "nlkkoder"."ugyldig_kombinasjon_nlk_koder" IS 'NLK-kodene i ugyldig_kombinasjon, uten Alle eller Alle unntatt foran; se ugyldig_kombinasjon_modus. / The NLK codes in ugyldig_kombinasjon, without a leading Alle or Alle unntatt; see ugyldig_kombinasjon_modus.';
COMMENT ON COLUMN "nlkkoder"."samhandlertyper" IS 'Samhandlertypene APIet gir koden for, sortert: LR for privat laboratorium og radiologi, PO for poliklinikk. / The samhandlertyper the API gives the code for, sorted: LR for private laboratories and radiology, PO for hospital outpatient clinics.';

-- NLK-kodenes refusjonssatser, PO og LR ved siden av hverandre / Reimbursement rates of the NLK codes, PO and LR side by side
-- Nøkkel / key: nlk_kodeid, refusjonskategori, gyldig_fra
-- nlk_kodeid -> nlkkoder (nlk_kodeid)
CREATE OR REPLACE VIEW "nlkkoder_refusjonskategorisatser" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'nlkkoder_refusjonskategorisatser.parquet', hive_partitioning = false);
COMMENT ON VIEW "nlkkoder_refusjonskategorisatser" IS 'Én rad per NLK-kode, refusjonskategori og tidsrom der verken satsene eller kodens gyldighet endres. / One row per NLK code, refusjonskategori and stretch of time in which neither rate nor the validity of the code changes.
Nøkkel / key: nlk_kodeid, refusjonskategori, gyldig_fra
nlk_kodeid -> nlkkoder (nlk_kodeid)';
COMMENT ON COLUMN "nlkkoder_refusjonskategorisatser"."nlk_kodeid" IS 'APIets identifikator for NLK-koden i en gyldighetsperiode, som i nlkkoder. / The API''s identifier of the NLK code in one validity period, as in nlkkoder.';
COMMENT ON COLUMN "nlkkoder_refusjonskategorisatser"."nlk_kode" IS 'NLK-koden, for eksempel NPU01566. / The NLK code, such as NPU01566.';
COMMENT ON COLUMN "nlkkoder_refusjonskategorisatser"."norsk_bruksnavn" IS 'Analysens norske bruksnavn, for eksempel P-Albumin. / Norwegian name of the analysis in use, such as P-Albumin.';
COMMENT ON COLUMN "nlkkoder_refusjonskategorisatser"."refusjonskategori" IS 'Koden for refusjonskategorien, for eksempel MB2. / Code of the refusjonskategori, such as MB2.';
COMMENT ON COLUMN "nlkkoder_refusjonskategorisatser"."gyldig_fra" IS 'Første dag begge satsene og kodens gyldighet er som i raden. En ny rad begynner når satsen for PO, satsen for LR eller kodens gyldighet begynner eller har sluttet. / First day both rates and the validity of the code are as in the row. A new row begins when the rate for PO, the rate for LR or the validity of the code begins or has ended.';
COMMENT ON COLUMN "nlkkoder_refusjonskategorisatser"."gyldig_til" IS 'Siste dag det er slik, medregnet. Tom når det fortsatt er slik. / Last day this is so, inclusive. Empty while it still is.';
COMMENT ON COLUMN "nlkkoder_refusjonskategorisatser"."refusjonssats_po" IS 'Refusjonen i kroner for poliklinikker (PO). Tom når ingen sats gjelder for dem. Gjelder flere, er dette den som begynte sist. / Reimbursement in kroner for hospital outpatient clinics (PO). Empty where no rate is valid for them. Where several are, this is the one that began last.';
COMMENT ON COLUMN "nlkkoder_refusjonskategorisatser"."refusjonssats_lr" IS 'Refusjonen i kroner for private laboratorier (LR). Tom når ingen sats gjelder for dem. Gjelder flere, er dette den som begynte sist. / Reimbursement in kroner for private laboratories (LR). Empty where no rate is valid for them. Where several are, this is the one that began last.';
COMMENT ON COLUMN "nlkkoder_refusjonskategorisatser"."antall_satser_po" IS 'Antall satser som gjelder for PO samtidig. Ventet er 0 eller 1; alle står i nlkkoder_satser_per_samhandlertype. / Number of rates valid for PO at once. Expected are 0 or 1; all are in nlkkoder_satser_per_samhandlertype.';
COMMENT ON COLUMN "nlkkoder_refusjonskategorisatser"."antall_satser_lr" IS 'Antall satser som gjelder for LR samtidig. Ventet er 0 eller 1; alle står i nlkkoder_satser_per_samhandlertype. / Number of rates valid for LR at once. Expected are 0 or 1; all are in nlkkoder_satser_per_samhandlertype.';
COMMENT ON COLUMN "nlkkoder_refusjonskategorisatser"."kode_gyldig" IS 'Om NLK-koden selv gjelder i dette tidsrommet. APIet gir satser også fra før koden begynte og etter at den sluttet. / Whether the NLK code itself is valid in this stretch of time. The API gives rates also from before the code began and after it ended.';

-- NLK-kodenes refusjonssatser slik APIet gir dem / Reimbursement rates of the NLK codes as the API gives them
-- Nøkkel / key: nlk_kodeid, samhandlertype, refusjonskategori, fradato
-- nlk_kodeid -> nlkkoder (nlk_kodeid)
-- samhandlertype, refusjonskategori -> refusjonskategorisatser (samhandlertype, refusjonskategori), flere rader / several rows
CREATE OR REPLACE VIEW "nlkkoder_satser_per_samhandlertype" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'nlkkoder_satser_per_samhandlertype.parquet', hive_partitioning = false);
COMMENT ON VIEW "nlkkoder_satser_per_samhandlertype" IS 'Én rad per NLK-kode, samhandlertype og periode satsen gjelder, historikken medregnet. / One row per NLK code, samhandlertype and period of the rate, history included.
Nøkkel / key: nlk_kodeid, samhandlertype, refusjonskategori, fradato
nlk_kodeid -> nlkkoder (nlk_kodeid)
samhandlertype, refusjonskategori -> refusjonskategorisatser (samhandlertype, refusjonskategori), flere rader / several rows';
COMMENT ON COLUMN "nlkkoder_satser_per_samhandlertype"."nlk_kodeid" IS 'APIets identifikator for NLK-koden i en gyldighetsperiode, som i nlkkoder. / The API''s identifier of the NLK code in one validity period, as in nlkkoder.';
COMMENT ON COLUMN "nlkkoder_satser_per_samhandlertype"."samhandlertype" IS 'Hvem satsen gjelder for: PO for poliklinikk eller LR for privat laboratorium og radiologi. Tatt fra spørringen, siden svaret ikke sier det. / Whom the rate is for: PO for hospital outpatient clinics or LR for private laboratories and radiology. Taken from the request, because the answer does not say.';
COMMENT ON COLUMN "nlkkoder_satser_per_samhandlertype"."refusjonskategori" IS 'Koden for refusjonskategorien, for eksempel MB2. / Code of the refusjonskategori, such as MB2.';
COMMENT ON COLUMN "nlkkoder_satser_per_samhandlertype"."refusjonskategoriid" IS 'APIets identifikator for refusjonskategorien med denne satsen. / The API''s identifier of the refusjonskategori with this rate.';
COMMENT ON COLUMN "nlkkoder_satser_per_samhandlertype"."refusjonssats" IS 'Refusjonen i kroner for en analyse i kategorien. Satsene for PO og LR er forskjellige. / Reimbursement in kroner for one analysis of the category. PO and LR have different rates.';
COMMENT ON COLUMN "nlkkoder_satser_per_samhandlertype"."fradato" IS 'Første dag satsen gjelder, i norsk tid. / First day the rate is valid, Norwegian time.';
COMMENT ON COLUMN "nlkkoder_satser_per_samhandlertype"."tildato" IS 'Siste dag satsen gjelder, medregnet. Tom når den fortsatt gjelder. / Last day the rate is valid, inclusive. Empty while it still is.';

-- Refusjonskategorier med satser / Reimbursement categories and their rates
-- Nøkkel / key: samhandlertype, refusjonskategori, fradato
CREATE OR REPLACE VIEW "refusjonskategorisatser" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'refusjonskategorisatser.parquet', hive_partitioning = false);
COMMENT ON VIEW "refusjonskategorisatser" IS 'Én rad per refusjonskategori, samhandlertype og periode satsen gjelder. / One row per refusjonskategori, samhandlertype and period of the rate.
Nøkkel / key: samhandlertype, refusjonskategori, fradato';
COMMENT ON COLUMN "refusjonskategorisatser"."samhandlertype" IS 'Hvem satsen gjelder for: PO for poliklinikk eller LR for privat laboratorium og radiologi. Tatt fra spørringen, siden svaret ikke sier det. / Whom the rate is for: PO for hospital outpatient clinics or LR for private laboratories and radiology. Taken from the request, because the answer does not say.';
COMMENT ON COLUMN "refusjonskategorisatser"."refusjonskategori" IS 'Koden for refusjonskategorien, for eksempel MB2. / Code of the refusjonskategori, such as MB2.';
COMMENT ON COLUMN "refusjonskategorisatser"."refusjonskategoriid" IS 'APIets identifikator for refusjonskategorien med denne satsen. / The API''s identifier of the refusjonskategori with this rate.';
COMMENT ON COLUMN "refusjonskategorisatser"."refusjonssats" IS 'Refusjonen i kroner for en analyse i kategorien. Satsene for PO og LR er forskjellige. / Reimbursement in kroner for one analysis of the category. PO and LR have different rates.';
COMMENT ON COLUMN "refusjonskategorisatser"."fradato" IS 'Første dag satsen gjelder, i norsk tid. / First day the rate is valid, Norwegian time.';
COMMENT ON COLUMN "refusjonskategorisatser"."tildato" IS 'Siste dag satsen gjelder, medregnet. Tom når den fortsatt gjelder. / Last day the rate is valid, inclusive. Empty while it still is.';

-- Apat-kombinasjoner for patologi / Pathology code combinations (apat)
-- Nøkkel / key: t_kode, p_kode, refusjonskategori, samhandler_type, fradato
-- samhandler_type, refusjonskategori -> refusjonskategorisatser (samhandlertype, refusjonskategori), flere rader / several rows
CREATE OR REPLACE VIEW "apatkombinasjoner" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'apatkombinasjoner.parquet', hive_partitioning = false);
COMMENT ON VIEW "apatkombinasjoner" IS 'Én rad per kombinasjon av T-kode og P-kode, refusjonskategori, samhandlertype og periode. / One row per combination of T code and P code, refusjonskategori, samhandlertype and period.
Nøkkel / key: t_kode, p_kode, refusjonskategori, samhandler_type, fradato
samhandler_type, refusjonskategori -> refusjonskategorisatser (samhandlertype, refusjonskategori), flere rader / several rows';
COMMENT ON COLUMN "apatkombinasjoner"."t_kode" IS 'T-koden (topografi): hvor i kroppen prøven er fra. / The T code (topography): where in the body the sample is from.';
COMMENT ON COLUMN "apatkombinasjoner"."p_kode" IS 'P-koden (prosedyre): hva som er gjort med prøven. / The P code (procedure): what was done with the sample.';
COMMENT ON COLUMN "apatkombinasjoner"."refusjonskategori" IS 'Koden for refusjonskategorien kombinasjonen gir. / Code of the refusjonskategori the combination gives.';
COMMENT ON COLUMN "apatkombinasjoner"."samhandler_type" IS 'Hvem beløpet gjelder for: PO for poliklinikk eller LR for privat laboratorium og radiologi. / Whom the amount is for: PO for hospital outpatient clinics or LR for private laboratories and radiology.';
COMMENT ON COLUMN "apatkombinasjoner"."belop" IS 'Refusjonen i kroner for kombinasjonen. / Reimbursement in kroner for the combination.';
COMMENT ON COLUMN "apatkombinasjoner"."fradato" IS 'Første dag beløpet gjelder, i norsk tid. / First day the amount is valid, Norwegian time.';
COMMENT ON COLUMN "apatkombinasjoner"."tildato" IS 'Siste dag beløpet gjelder, medregnet. Tom når det fortsatt gjelder. / Last day the amount is valid, inclusive. Empty while it still is.';

-- Bandasjister med direkte oppgjørsavtale / Suppliers of orthopaedic and other medical appliances (bandasjister) with direct settlement
-- Nøkkel / key: sar_id
CREATE OR REPLACE VIEW "bandasjister" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'bandasjister.parquet', hive_partitioning = false);
COMMENT ON VIEW "bandasjister" IS 'Én rad per bandasjist med direkte oppgjørsavtale, slik oversikten er nå. / One row per bandasjist with a direct settlement agreement, as the register is now.
Nøkkel / key: sar_id';
COMMENT ON COLUMN "bandasjister"."sar_id" IS 'Unik identifikator for samhandleren i Helfos samhandlerregister (SAR). / Unique identifier of the supplier in Helfo''s register of service providers (SAR).';
COMMENT ON COLUMN "bandasjister"."sar_navn" IS 'Bandasjistens navn i SAR. / Name of the bandasjist in SAR.';
COMMENT ON COLUMN "bandasjister"."sar_orgnr" IS 'Organisasjonsnummeret bandasjisten er registrert med i SAR, og som avtalen er inngått med. / Organisation number the bandasjist is registered with in SAR, and which the agreement is made with.';
COMMENT ON COLUMN "bandasjister"."hovedenhet_orgnr" IS 'Organisasjonsnummeret til hovedenheten i Enhetsregisteret. Kan være det samme som sar_orgnr. / Organisation number of the main unit in the Brønnøysund register. May be the same as sar_orgnr.';
COMMENT ON COLUMN "bandasjister"."underenhet_orgnr" IS 'Organisasjonsnummeret til underenheten i Enhetsregisteret. Kan være det samme som sar_orgnr; tomt når bandasjisten er registrert med hovedenhetens nummer. / Organisation number of the sub-unit in the Brønnøysund register. May be the same as sar_orgnr; empty where the bandasjist is registered with the main unit''s number.';
COMMENT ON COLUMN "bandasjister"."gyldig_fra" IS 'Første dag bandasjisten er gyldig, ut fra avtalen og Helfos registrering av praksisen. / First day the bandasjist is valid, by the agreement and Helfo''s registration of the practice.';
COMMENT ON COLUMN "bandasjister"."gyldig_til" IS 'Siste dag bandasjisten er gyldig, medregnet. Tom når det ikke er satt noen slutt. / Last day the bandasjist is valid, inclusive. Empty where no end is set.';
COMMENT ON COLUMN "bandasjister"."status" IS 'Kan være «slettet» når bandasjisten ikke lenger er en aktiv enhet i Enhetsregisteret. / May be “slettet” (deleted) when the bandasjist is no longer an active unit in the Brønnøysund register.';
COMMENT ON COLUMN "bandasjister"."tidspunkt_registrert" IS 'Når bandasjisten ble registrert i SAR, i norsk tid. / When the bandasjist was registered in SAR, Norwegian time.';
COMMENT ON COLUMN "bandasjister"."tidspunkt_oppdatert" IS 'Når bandasjisten sist ble oppdatert i SAR, i norsk tid. / When the bandasjist was last updated in SAR, Norwegian time.';

-- Takstbruk per kommune og måned / Use of takster by municipality (kommune) and month
-- Nøkkel / key: fagomraade, takstkode, praksis_type_kode, behandler_kommunenr, ar, maned
-- fagomraade -> fagomraader (fagomraade)
-- praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
-- behandler_kommunenr -> kommuner (kommunenr)
-- fylkesnr -> fylker (fylkesnr)
CREATE OR REPLACE VIEW "takstbruk_kommune_maned" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'takstbruk_kommune_maned.parquet', hive_partitioning = false);
COMMENT ON VIEW "takstbruk_kommune_maned" IS 'Én rad per fagområde, takstkode og praksistype i én kommune i én måned. Bare kommuner med over 10 000 innbyggere er med. / One row per fagområde, takstkode and praksistype in one kommune in one month. Only kommuner of more than 10 000 inhabitants are included.
Nøkkel / key: fagomraade, takstkode, praksis_type_kode, behandler_kommunenr, ar, maned
fagomraade -> fagomraader (fagomraade)
praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
fagomraade, takstkode -> takster (fagomraade, takstkode)
behandler_kommunenr -> kommuner (kommunenr)
fylkesnr -> fylker (fylkesnr)';
COMMENT ON COLUMN "takstbruk_kommune_maned"."ar" IS 'Året regningene gjelder. / Year of the bills.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."maned" IS 'Måneden i året regningene gjelder, fra 1 til 12. / Month of the year of the bills, from 1 to 12.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."periode" IS 'Den første dagen i måneden, til bruk i tidsserier. / The first day of the month, for time series.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."forelopig" IS 'Om tallene kan endres i senere uttrekk: sant til det er gått 13 måneder fra periodens slutt til dagen det siste svaret kom fra APIet. / Whether the figures may change in later extractions: true until 13 months have passed from the end of the period to the day the last answer of the API arrived.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."behandler_kommunenr" IS 'Kommunenummeret for behandlerens adresse, ikke pasientens, slik APIet skriver det. Numrene er fra ulike år: 3025, opprettet i 2020, finnes i rader for 2019. Eldre rader kan ha numre som ikke er kommuner. / Kommunenummer of the practitioner''s address, not the patient''s, as the API writes it. Numbers are of mixed vintage: 3025, created in 2020, is in rows for 2019. Older rows may have numbers that are no kommune.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."kommunenavn" IS 'Det korte norske navnet på kommunen med dette nummeret. Det offisielle navnet står i kommuner. Tomt når nummeret ikke er en kjent kommune. / The short Norwegian name of the kommune with this number. The official name is in kommuner. Empty where the number is no known kommune.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."kommune_gyldig" IS 'Om nummeret var en kommune i radens periode: gyldig (nummeret gjaldt i radens periode, om så bare en del av den), annen_periode (det gjaldt bare til en annen tid), pseudo (et kjent nummer som ikke er noe sted av dette slaget) eller ukjent. / Whether the number was a kommune in the row''s period: gyldig (the number was valid in the row''s period, if only for part of it), annen_periode (it was valid only at another time), pseudo (a known number that is no place of this kind) or ukjent (unknown).';
COMMENT ON COLUMN "takstbruk_kommune_maned"."fylkesnr" IS 'Nummeret på fylket kommunenummeret hører til, de to første sifrene. Tomt når nummeret ikke er en kjent kommune. / Number of the fylke the kommunenummer belongs to, its first two digits. Empty where the number is no known kommune.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."fylkesnavn" IS 'Det korte norske navnet på fylket med dette nummeret. Et gammelt og et nytt fylke kan ha samme navn. Tomt når fylket ikke er kjent. / The short Norwegian name of the fylke with this number. An old and a new fylke may share a name. Empty where the fylke is not known.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."gjeldende_kommunenr" IS 'Nummeret på dagens kommune. For en delt kommune er det nummeret på den største delen. Tomt når nummeret ikke er en kjent kommune. / Number of the kommune of today. For a divided kommune, the number of its largest part. Empty where the number is no known kommune.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."gjeldende_kommunenavn" IS 'Det ene korte navnet på dagens kommune, likt i alle år. Det er entydig blant dagens kommuner. / The one short name of the kommune of today, the same in all years. No two kommuner of today share a name.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."gjeldende_fylkesnr" IS 'Nummeret på fylket dagens kommune ligger i. / Number of the fylke that the kommune of today lies in.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."gjeldende_fylkesnavn" IS 'Det ene korte navnet på fylket dagens kommune ligger i, likt i alle år. / The one short name of the fylke that the kommune of today lies in, the same in all years.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."entydig" IS 'Om hele kommunen hører til gjeldende_kommunenr. Usann for kommuner som er delt, tom når nummeret ikke er en kjent kommune. / Whether all of the kommune belongs to gjeldende_kommunenr. False for those that were divided, empty where the number is no known kommune.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."fagomraade" IS 'Kode for fagområdet regningene er sendt inn under. / Code of the fagområde the bills were sent in under.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."takstkode" IS 'Takstens kode. Les den sammen med fagområdet. Hva den betyr, står i takster. / Code of the takst. Read it together with the fagområde. Its meaning is in takster.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."praksis_type_kode" IS 'Kode for behandlerens praksistype, for eksempel FALE for fastlege. / Code of the practitioner''s praksistype, such as FALE for general practitioners (fastlege).';
COMMENT ON COLUMN "takstbruk_kommune_maned"."praksis_type_navn" IS 'Praksistypens navn, som i praksistyper: navnet i APIets kodeverk, og for koder som ikke står der, det nyeste navnet i radene for hele landet. / Name of the praksistype, as in praksistyper: the name in the API''s code list, and for codes that are not in it, the latest name in the rows for the whole country.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."praksis_type_fagomraade" IS 'Fagområdet praksistypen er ført opp under i kodeverket. Kan være et annet enn fagomraade. / The fagområde the praksistype is listed under in the code list. May be another than fagomraade.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."samhandler_praksis_type" IS 'Praksistypens navn slik APIet skriver det i selve raden, når det er et annet enn praksis_type_navn. Tomt når de to er like, og når raden ikke har noe navn. Feltet er ikke dokumentert av APIet. / Name of the praksistype as the API writes it in the row itself, where it is another than praksis_type_navn. Empty where the two are equal, and where the row has no name. The API does not document the field.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."antall_regninger" IS 'Antall regninger taksten er brukt på. / Number of bills the takst was used on.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."sum_antall_takst" IS 'Antall ganger taksten er brukt. Den kan være brukt flere ganger på samme regning. / Number of times the takst was used. It may be used several times on one bill.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."sum_refusjon" IS 'Det folketrygden har utbetalt, i kroner, medregnet egenandelen den har dekket for pasienten. / What the National Insurance Scheme has paid, in kroner, including the egenandel it covered for the patient.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."sum_egenandel_betalt_av_pasient" IS 'Egenandelene pasientene har betalt selv, i kroner. / The egenandel amounts patients paid themselves, in kroner.';
COMMENT ON COLUMN "takstbruk_kommune_maned"."sum_egenandel_dekket_av_folketrygden" IS 'Egenandelene folketrygden har dekket for pasientene, i kroner. Er allerede med i sum_refusjon. / The egenandel amounts the National Insurance Scheme covered for patients, in kroner. Already part of sum_refusjon.';

-- Takstbruk per kommune og år / Use of takster by municipality (kommune) and year
-- Nøkkel / key: fagomraade, takstkode, praksis_type_kode, behandler_kommunenr, ar
-- fagomraade -> fagomraader (fagomraade)
-- praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
-- behandler_kommunenr -> kommuner (kommunenr)
-- fylkesnr -> fylker (fylkesnr)
CREATE OR REPLACE VIEW "takstbruk_kommune_ar" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'takstbruk_kommune_ar.parquet', hive_partitioning = false);
COMMENT ON VIEW "takstbruk_kommune_ar" IS 'Én rad per fagområde, takstkode og praksistype i én kommune i ett år. Takster med antall på 5 eller færre er utelatt. / One row per fagområde, takstkode and praksistype in one kommune in one year. Takster with a count of 5 or less are left out.
Nøkkel / key: fagomraade, takstkode, praksis_type_kode, behandler_kommunenr, ar
fagomraade -> fagomraader (fagomraade)
praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
fagomraade, takstkode -> takster (fagomraade, takstkode)
behandler_kommunenr -> kommuner (kommunenr)
fylkesnr -> fylker (fylkesnr)';
COMMENT ON COLUMN "takstbruk_kommune_ar"."ar" IS 'Året regningene gjelder. / Year of the bills.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."periode" IS 'Den første dagen i året, til bruk i tidsserier. / The first day of the year, for time series.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."antall_maneder" IS 'Antall måneder av året som var gått dagen det siste svaret kom fra APIet: 12 for et helt år, færre for året som ikke er over. Bare år med 12 kan sammenlignes. / Number of months of the year that had passed on the day the last answer of the API arrived: 12 for a whole year, fewer for the year that is not over. Only years with 12 can be compared.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."forelopig" IS 'Om tallene kan endres i senere uttrekk: sant til det er gått 13 måneder fra periodens slutt til dagen det siste svaret kom fra APIet. / Whether the figures may change in later extractions: true until 13 months have passed from the end of the period to the day the last answer of the API arrived.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."behandler_kommunenr" IS 'Kommunenummeret for behandlerens adresse, ikke pasientens, slik APIet skriver det. Numrene er fra ulike år: 3025, opprettet i 2020, finnes i rader for 2019. Eldre rader kan ha numre som ikke er kommuner. / Kommunenummer of the practitioner''s address, not the patient''s, as the API writes it. Numbers are of mixed vintage: 3025, created in 2020, is in rows for 2019. Older rows may have numbers that are no kommune.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."kommunenavn" IS 'Det korte norske navnet på kommunen med dette nummeret. Det offisielle navnet står i kommuner. Tomt når nummeret ikke er en kjent kommune. / The short Norwegian name of the kommune with this number. The official name is in kommuner. Empty where the number is no known kommune.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."kommune_gyldig" IS 'Om nummeret var en kommune i radens periode: gyldig (nummeret gjaldt i radens periode, om så bare en del av den), annen_periode (det gjaldt bare til en annen tid), pseudo (et kjent nummer som ikke er noe sted av dette slaget) eller ukjent. / Whether the number was a kommune in the row''s period: gyldig (the number was valid in the row''s period, if only for part of it), annen_periode (it was valid only at another time), pseudo (a known number that is no place of this kind) or ukjent (unknown).';
COMMENT ON COLUMN "takstbruk_kommune_ar"."fylkesnr" IS 'Nummeret på fylket kommunenummeret hører til, de to første sifrene. Tomt når nummeret ikke er en kjent kommune. / Number of the fylke the kommunenummer belongs to, its first two digits. Empty where the number is no known kommune.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."fylkesnavn" IS 'Det korte norske navnet på fylket med dette nummeret. Et gammelt og et nytt fylke kan ha samme navn. Tomt når fylket ikke er kjent. / The short Norwegian name of the fylke with this number. An old and a new fylke may share a name. Empty where the fylke is not known.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."gjeldende_kommunenr" IS 'Nummeret på dagens kommune. For en delt kommune er det nummeret på den største delen. Tomt når nummeret ikke er en kjent kommune. / Number of the kommune of today. For a divided kommune, the number of its largest part. Empty where the number is no known kommune.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."gjeldende_kommunenavn" IS 'Det ene korte navnet på dagens kommune, likt i alle år. Det er entydig blant dagens kommuner. / The one short name of the kommune of today, the same in all years. No two kommuner of today share a name.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."gjeldende_fylkesnr" IS 'Nummeret på fylket dagens kommune ligger i. / Number of the fylke that the kommune of today lies in.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."gjeldende_fylkesnavn" IS 'Det ene korte navnet på fylket dagens kommune ligger i, likt i alle år. / The one short name of the fylke that the kommune of today lies in, the same in all years.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."entydig" IS 'Om hele kommunen hører til gjeldende_kommunenr. Usann for kommuner som er delt, tom når nummeret ikke er en kjent kommune. / Whether all of the kommune belongs to gjeldende_kommunenr. False for those that were divided, empty where the number is no known kommune.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."fagomraade" IS 'Kode for fagområdet regningene er sendt inn under. / Code of the fagområde the bills were sent in under.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."takstkode" IS 'Takstens kode. Les den sammen med fagområdet. Hva den betyr, står i takster. / Code of the takst. Read it together with the fagområde. Its meaning is in takster.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."praksis_type_kode" IS 'Kode for behandlerens praksistype, for eksempel FALE for fastlege. / Code of the practitioner''s praksistype, such as FALE for general practitioners (fastlege).';
COMMENT ON COLUMN "takstbruk_kommune_ar"."praksis_type_navn" IS 'Praksistypens navn, som i praksistyper: navnet i APIets kodeverk, og for koder som ikke står der, det nyeste navnet i radene for hele landet. / Name of the praksistype, as in praksistyper: the name in the API''s code list, and for codes that are not in it, the latest name in the rows for the whole country.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."praksis_type_fagomraade" IS 'Fagområdet praksistypen er ført opp under i kodeverket. Kan være et annet enn fagomraade. / The fagområde the praksistype is listed under in the code list. May be another than fagomraade.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."samhandler_praksis_type" IS 'Praksistypens navn slik APIet skriver det i selve raden, når det er et annet enn praksis_type_navn. Tomt når de to er like, og når raden ikke har noe navn. Feltet er ikke dokumentert av APIet. / Name of the praksistype as the API writes it in the row itself, where it is another than praksis_type_navn. Empty where the two are equal, and where the row has no name. The API does not document the field.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."antall_regninger" IS 'Antall regninger taksten er brukt på. / Number of bills the takst was used on.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."sum_antall_takst" IS 'Antall ganger taksten er brukt. Den kan være brukt flere ganger på samme regning. / Number of times the takst was used. It may be used several times on one bill.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."sum_refusjon" IS 'Det folketrygden har utbetalt, i kroner, medregnet egenandelen den har dekket for pasienten. / What the National Insurance Scheme has paid, in kroner, including the egenandel it covered for the patient.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."sum_egenandel_betalt_av_pasient" IS 'Egenandelene pasientene har betalt selv, i kroner. / The egenandel amounts patients paid themselves, in kroner.';
COMMENT ON COLUMN "takstbruk_kommune_ar"."sum_egenandel_dekket_av_folketrygden" IS 'Egenandelene folketrygden har dekket for pasientene, i kroner. Er allerede med i sum_refusjon. / The egenandel amounts the National Insurance Scheme covered for patients, in kroner. Already part of sum_refusjon.';

-- Takstbruk per fylke og måned / Use of takster by county (fylke) and month
-- Nøkkel / key: fagomraade, takstkode, praksis_type_kode, behandler_fylke, ar, maned
-- fagomraade -> fagomraader (fagomraade)
-- praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
-- fylkesnr -> fylker (fylkesnr)
CREATE OR REPLACE VIEW "takstbruk_fylke_maned" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'takstbruk_fylke_maned.parquet', hive_partitioning = false);
COMMENT ON VIEW "takstbruk_fylke_maned" IS 'Én rad per fagområde, takstkode og praksistype i ett fylke i én måned. / One row per fagområde, takstkode and praksistype in one fylke in one month.
Nøkkel / key: fagomraade, takstkode, praksis_type_kode, behandler_fylke, ar, maned
fagomraade -> fagomraader (fagomraade)
praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
fagomraade, takstkode -> takster (fagomraade, takstkode)
fylkesnr -> fylker (fylkesnr)';
COMMENT ON COLUMN "takstbruk_fylke_maned"."ar" IS 'Året regningene gjelder. / Year of the bills.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."maned" IS 'Måneden i året regningene gjelder, fra 1 til 12. / Month of the year of the bills, from 1 to 12.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."periode" IS 'Den første dagen i måneden, til bruk i tidsserier. / The first day of the month, for time series.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."forelopig" IS 'Om tallene kan endres i senere uttrekk: sant til det er gått 13 måneder fra periodens slutt til dagen det siste svaret kom fra APIet. / Whether the figures may change in later extractions: true until 13 months have passed from the end of the period to the day the last answer of the API arrived.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."behandler_fylke" IS 'Fylket for behandlerens adresse, ikke pasientens, slik APIet skriver det. / Fylke of the practitioner''s address, not the patient''s, as the API writes it.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."fylkesnr" IS 'Nummeret på fylket behandler_fylke er lest som, to sifre. Et navn leses som fylket som het det det året, ellers det nærmeste i tid; tomt når navnet ikke er kjent. / Number of the fylke that behandler_fylke was read as, two digits. A name is read as the fylke so named that year, else the nearest in time; empty where the name is not known.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."fylkesnavn" IS 'Det korte norske navnet på fylket med dette nummeret. Et gammelt og et nytt fylke kan ha samme navn. Tomt når fylket ikke er kjent. / The short Norwegian name of the fylke with this number. An old and a new fylke may share a name. Empty where the fylke is not known.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."fylke_gyldig" IS 'Om nummeret var et fylke i radens periode: gyldig (nummeret gjaldt i radens periode, om så bare en del av den), annen_periode (det gjaldt bare til en annen tid), pseudo (et kjent nummer som ikke er noe sted av dette slaget) eller ukjent. / Whether the number was a fylke in the row''s period: gyldig (the number was valid in the row''s period, if only for part of it), annen_periode (it was valid only at another time), pseudo (a known number that is no place of this kind) or ukjent (unknown).';
COMMENT ON COLUMN "takstbruk_fylke_maned"."fagomraade" IS 'Kode for fagområdet regningene er sendt inn under. / Code of the fagområde the bills were sent in under.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."takstkode" IS 'Takstens kode. Les den sammen med fagområdet. Hva den betyr, står i takster. / Code of the takst. Read it together with the fagområde. Its meaning is in takster.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."praksis_type_kode" IS 'Kode for behandlerens praksistype, for eksempel FALE for fastlege. / Code of the practitioner''s praksistype, such as FALE for general practitioners (fastlege).';
COMMENT ON COLUMN "takstbruk_fylke_maned"."praksis_type_navn" IS 'Praksistypens navn, som i praksistyper: navnet i APIets kodeverk, og for koder som ikke står der, det nyeste navnet i radene for hele landet. / Name of the praksistype, as in praksistyper: the name in the API''s code list, and for codes that are not in it, the latest name in the rows for the whole country.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."praksis_type_fagomraade" IS 'Fagområdet praksistypen er ført opp under i kodeverket. Kan være et annet enn fagomraade. / The fagområde the praksistype is listed under in the code list. May be another than fagomraade.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."samhandler_praksis_type" IS 'Praksistypens navn slik APIet skriver det i selve raden, når det er et annet enn praksis_type_navn. Tomt når de to er like, og når raden ikke har noe navn. Feltet er ikke dokumentert av APIet. / Name of the praksistype as the API writes it in the row itself, where it is another than praksis_type_navn. Empty where the two are equal, and where the row has no name. The API does not document the field.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."antall_regninger" IS 'Antall regninger taksten er brukt på. / Number of bills the takst was used on.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."sum_antall_takst" IS 'Antall ganger taksten er brukt. Den kan være brukt flere ganger på samme regning. / Number of times the takst was used. It may be used several times on one bill.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."sum_refusjon" IS 'Det folketrygden har utbetalt, i kroner, medregnet egenandelen den har dekket for pasienten. / What the National Insurance Scheme has paid, in kroner, including the egenandel it covered for the patient.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."sum_egenandel_betalt_av_pasient" IS 'Egenandelene pasientene har betalt selv, i kroner. / The egenandel amounts patients paid themselves, in kroner.';
COMMENT ON COLUMN "takstbruk_fylke_maned"."sum_egenandel_dekket_av_folketrygden" IS 'Egenandelene folketrygden har dekket for pasientene, i kroner. Er allerede med i sum_refusjon. / The egenandel amounts the National Insurance Scheme covered for patients, in kroner. Already part of sum_refusjon.';

-- Takstbruk per fylke og år / Use of takster by county (fylke) and year
-- Nøkkel / key: fagomraade, takstkode, praksis_type_kode, behandler_fylke, ar
-- fagomraade -> fagomraader (fagomraade)
-- praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
-- fylkesnr -> fylker (fylkesnr)
CREATE OR REPLACE VIEW "takstbruk_fylke_ar" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'takstbruk_fylke_ar.parquet', hive_partitioning = false);
COMMENT ON VIEW "takstbruk_fylke_ar" IS 'Én rad per fagområde, takstkode og praksistype i ett fylke i ett år. / One row per fagområde, takstkode and praksistype in one fylke in one year.
Nøkkel / key: fagomraade, takstkode, praksis_type_kode, behandler_fylke, ar
fagomraade -> fagomraader (fagomraade)
praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
fagomraade, takstkode -> takster (fagomraade, takstkode)
fylkesnr -> fylker (fylkesnr)';
COMMENT ON COLUMN "takstbruk_fylke_ar"."ar" IS 'Året regningene gjelder. / Year of the bills.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."periode" IS 'Den første dagen i året, til bruk i tidsserier. / The first day of the year, for time series.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."antall_maneder" IS 'Antall måneder av året som var gått dagen det siste svaret kom fra APIet: 12 for et helt år, færre for året som ikke er over. Bare år med 12 kan sammenlignes. / Number of months of the year that had passed on the day the last answer of the API arrived: 12 for a whole year, fewer for the year that is not over. Only years with 12 can be compared.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."forelopig" IS 'Om tallene kan endres i senere uttrekk: sant til det er gått 13 måneder fra periodens slutt til dagen det siste svaret kom fra APIet. / Whether the figures may change in later extractions: true until 13 months have passed from the end of the period to the day the last answer of the API arrived.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."behandler_fylke" IS 'Fylket for behandlerens adresse, ikke pasientens, slik APIet skriver det. / Fylke of the practitioner''s address, not the patient''s, as the API writes it.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."fylkesnr" IS 'Nummeret på fylket behandler_fylke er lest som, to sifre. Et navn leses som fylket som het det det året, ellers det nærmeste i tid; tomt når navnet ikke er kjent. / Number of the fylke that behandler_fylke was read as, two digits. A name is read as the fylke so named that year, else the nearest in time; empty where the name is not known.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."fylkesnavn" IS 'Det korte norske navnet på fylket med dette nummeret. Et gammelt og et nytt fylke kan ha samme navn. Tomt når fylket ikke er kjent. / The short Norwegian name of the fylke with this number. An old and a new fylke may share a name. Empty where the fylke is not known.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."fylke_gyldig" IS 'Om nummeret var et fylke i radens periode: gyldig (nummeret gjaldt i radens periode, om så bare en del av den), annen_periode (det gjaldt bare til en annen tid), pseudo (et kjent nummer som ikke er noe sted av dette slaget) eller ukjent. / Whether the number was a fylke in the row''s period: gyldig (the number was valid in the row''s period, if only for part of it), annen_periode (it was valid only at another time), pseudo (a known number that is no place of this kind) or ukjent (unknown).';
COMMENT ON COLUMN "takstbruk_fylke_ar"."fagomraade" IS 'Kode for fagområdet regningene er sendt inn under. / Code of the fagområde the bills were sent in under.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."takstkode" IS 'Takstens kode. Les den sammen med fagområdet. Hva den betyr, står i takster. / Code of the takst. Read it together with the fagområde. Its meaning is in takster.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."praksis_type_kode" IS 'Kode for behandlerens praksistype, for eksempel FALE for fastlege. / Code of the practitioner''s praksistype, such as FALE for general practitioners (fastlege).';
COMMENT ON COLUMN "takstbruk_fylke_ar"."praksis_type_navn" IS 'Praksistypens navn, som i praksistyper: navnet i APIets kodeverk, og for koder som ikke står der, det nyeste navnet i radene for hele landet. / Name of the praksistype, as in praksistyper: the name in the API''s code list, and for codes that are not in it, the latest name in the rows for the whole country.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."praksis_type_fagomraade" IS 'Fagområdet praksistypen er ført opp under i kodeverket. Kan være et annet enn fagomraade. / The fagområde the praksistype is listed under in the code list. May be another than fagomraade.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."samhandler_praksis_type" IS 'Praksistypens navn slik APIet skriver det i selve raden, når det er et annet enn praksis_type_navn. Tomt når de to er like, og når raden ikke har noe navn. Feltet er ikke dokumentert av APIet. / Name of the praksistype as the API writes it in the row itself, where it is another than praksis_type_navn. Empty where the two are equal, and where the row has no name. The API does not document the field.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."antall_regninger" IS 'Antall regninger taksten er brukt på. / Number of bills the takst was used on.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."sum_antall_takst" IS 'Antall ganger taksten er brukt. Den kan være brukt flere ganger på samme regning. / Number of times the takst was used. It may be used several times on one bill.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."sum_refusjon" IS 'Det folketrygden har utbetalt, i kroner, medregnet egenandelen den har dekket for pasienten. / What the National Insurance Scheme has paid, in kroner, including the egenandel it covered for the patient.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."sum_egenandel_betalt_av_pasient" IS 'Egenandelene pasientene har betalt selv, i kroner. / The egenandel amounts patients paid themselves, in kroner.';
COMMENT ON COLUMN "takstbruk_fylke_ar"."sum_egenandel_dekket_av_folketrygden" IS 'Egenandelene folketrygden har dekket for pasientene, i kroner. Er allerede med i sum_refusjon. / The egenandel amounts the National Insurance Scheme covered for patients, in kroner. Already part of sum_refusjon.';

-- Takstbruk for hele landet per måned / Use of takster for the whole country by month
-- Nøkkel / key: fagomraade, takstkode, praksis_type_kode, ar, maned
-- fagomraade -> fagomraader (fagomraade)
-- praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
CREATE OR REPLACE VIEW "takstbruk_landet_maned" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'takstbruk_landet_maned.parquet', hive_partitioning = false);
COMMENT ON VIEW "takstbruk_landet_maned" IS 'Én rad per fagområde, takstkode og praksistype i hele landet i én måned. / One row per fagområde, takstkode and praksistype in the whole country in one month.
Nøkkel / key: fagomraade, takstkode, praksis_type_kode, ar, maned
fagomraade -> fagomraader (fagomraade)
praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
fagomraade, takstkode -> takster (fagomraade, takstkode)';
COMMENT ON COLUMN "takstbruk_landet_maned"."ar" IS 'Året regningene gjelder. / Year of the bills.';
COMMENT ON COLUMN "takstbruk_landet_maned"."maned" IS 'Måneden i året regningene gjelder, fra 1 til 12. / Month of the year of the bills, from 1 to 12.';
COMMENT ON COLUMN "takstbruk_landet_maned"."periode" IS 'Den første dagen i måneden, til bruk i tidsserier. / The first day of the month, for time series.';
COMMENT ON COLUMN "takstbruk_landet_maned"."forelopig" IS 'Om tallene kan endres i senere uttrekk: sant til det er gått 13 måneder fra periodens slutt til dagen det siste svaret kom fra APIet. / Whether the figures may change in later extractions: true until 13 months have passed from the end of the period to the day the last answer of the API arrived.';
COMMENT ON COLUMN "takstbruk_landet_maned"."fagomraade" IS 'Kode for fagområdet regningene er sendt inn under. / Code of the fagområde the bills were sent in under.';
COMMENT ON COLUMN "takstbruk_landet_maned"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "takstbruk_landet_maned"."takstkode" IS 'Takstens kode. Les den sammen med fagområdet. Hva den betyr, står i takster. / Code of the takst. Read it together with the fagområde. Its meaning is in takster.';
COMMENT ON COLUMN "takstbruk_landet_maned"."praksis_type_kode" IS 'Kode for behandlerens praksistype, for eksempel FALE for fastlege. / Code of the practitioner''s praksistype, such as FALE for general practitioners (fastlege).';
COMMENT ON COLUMN "takstbruk_landet_maned"."praksis_type_navn" IS 'Praksistypens navn, som i praksistyper: navnet i APIets kodeverk, og for koder som ikke står der, det nyeste navnet i radene for hele landet. / Name of the praksistype, as in praksistyper: the name in the API''s code list, and for codes that are not in it, the latest name in the rows for the whole country.';
COMMENT ON COLUMN "takstbruk_landet_maned"."praksis_type_fagomraade" IS 'Fagområdet praksistypen er ført opp under i kodeverket. Kan være et annet enn fagomraade. / The fagområde the praksistype is listed under in the code list. May be another than fagomraade.';
COMMENT ON COLUMN "takstbruk_landet_maned"."samhandler_praksis_type" IS 'Praksistypens navn slik APIet skriver det i selve raden, når det er et annet enn praksis_type_navn. Tomt når de to er like, og når raden ikke har noe navn. Feltet er ikke dokumentert av APIet. / Name of the praksistype as the API writes it in the row itself, where it is another than praksis_type_navn. Empty where the two are equal, and where the row has no name. The API does not document the field.';
COMMENT ON COLUMN "takstbruk_landet_maned"."antall_regninger" IS 'Antall regninger taksten er brukt på. / Number of bills the takst was used on.';
COMMENT ON COLUMN "takstbruk_landet_maned"."sum_antall_takst" IS 'Antall ganger taksten er brukt. Den kan være brukt flere ganger på samme regning. / Number of times the takst was used. It may be used several times on one bill.';
COMMENT ON COLUMN "takstbruk_landet_maned"."sum_refusjon" IS 'Det folketrygden har utbetalt, i kroner, medregnet egenandelen den har dekket for pasienten. / What the National Insurance Scheme has paid, in kroner, including the egenandel it covered for the patient.';
COMMENT ON COLUMN "takstbruk_landet_maned"."sum_egenandel_betalt_av_pasient" IS 'Egenandelene pasientene har betalt selv, i kroner. / The egenandel amounts patients paid themselves, in kroner.';
COMMENT ON COLUMN "takstbruk_landet_maned"."sum_egenandel_dekket_av_folketrygden" IS 'Egenandelene folketrygden har dekket for pasientene, i kroner. Er allerede med i sum_refusjon. / The egenandel amounts the National Insurance Scheme covered for patients, in kroner. Already part of sum_refusjon.';

-- Takstbruk for hele landet per år / Use of takster for the whole country by year
-- Nøkkel / key: fagomraade, takstkode, praksis_type_kode, ar
-- fagomraade -> fagomraader (fagomraade)
-- praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
CREATE OR REPLACE VIEW "takstbruk_landet_ar" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'takstbruk_landet_ar.parquet', hive_partitioning = false);
COMMENT ON VIEW "takstbruk_landet_ar" IS 'Én rad per fagområde, takstkode og praksistype i hele landet i ett år. / One row per fagområde, takstkode and praksistype in the whole country in one year.
Nøkkel / key: fagomraade, takstkode, praksis_type_kode, ar
fagomraade -> fagomraader (fagomraade)
praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
fagomraade, takstkode -> takster (fagomraade, takstkode)';
COMMENT ON COLUMN "takstbruk_landet_ar"."ar" IS 'Året regningene gjelder. / Year of the bills.';
COMMENT ON COLUMN "takstbruk_landet_ar"."periode" IS 'Den første dagen i året, til bruk i tidsserier. / The first day of the year, for time series.';
COMMENT ON COLUMN "takstbruk_landet_ar"."antall_maneder" IS 'Antall måneder av året som var gått dagen det siste svaret kom fra APIet: 12 for et helt år, færre for året som ikke er over. Bare år med 12 kan sammenlignes. / Number of months of the year that had passed on the day the last answer of the API arrived: 12 for a whole year, fewer for the year that is not over. Only years with 12 can be compared.';
COMMENT ON COLUMN "takstbruk_landet_ar"."forelopig" IS 'Om tallene kan endres i senere uttrekk: sant til det er gått 13 måneder fra periodens slutt til dagen det siste svaret kom fra APIet. / Whether the figures may change in later extractions: true until 13 months have passed from the end of the period to the day the last answer of the API arrived.';
COMMENT ON COLUMN "takstbruk_landet_ar"."fagomraade" IS 'Kode for fagområdet regningene er sendt inn under. / Code of the fagområde the bills were sent in under.';
COMMENT ON COLUMN "takstbruk_landet_ar"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "takstbruk_landet_ar"."takstkode" IS 'Takstens kode. Les den sammen med fagområdet. Hva den betyr, står i takster. / Code of the takst. Read it together with the fagområde. Its meaning is in takster.';
COMMENT ON COLUMN "takstbruk_landet_ar"."praksis_type_kode" IS 'Kode for behandlerens praksistype, for eksempel FALE for fastlege. / Code of the practitioner''s praksistype, such as FALE for general practitioners (fastlege).';
COMMENT ON COLUMN "takstbruk_landet_ar"."praksis_type_navn" IS 'Praksistypens navn, som i praksistyper: navnet i APIets kodeverk, og for koder som ikke står der, det nyeste navnet i radene for hele landet. / Name of the praksistype, as in praksistyper: the name in the API''s code list, and for codes that are not in it, the latest name in the rows for the whole country.';
COMMENT ON COLUMN "takstbruk_landet_ar"."praksis_type_fagomraade" IS 'Fagområdet praksistypen er ført opp under i kodeverket. Kan være et annet enn fagomraade. / The fagområde the praksistype is listed under in the code list. May be another than fagomraade.';
COMMENT ON COLUMN "takstbruk_landet_ar"."samhandler_praksis_type" IS 'Praksistypens navn slik APIet skriver det i selve raden, når det er et annet enn praksis_type_navn. Tomt når de to er like, og når raden ikke har noe navn. Feltet er ikke dokumentert av APIet. / Name of the praksistype as the API writes it in the row itself, where it is another than praksis_type_navn. Empty where the two are equal, and where the row has no name. The API does not document the field.';
COMMENT ON COLUMN "takstbruk_landet_ar"."antall_regninger" IS 'Antall regninger taksten er brukt på. / Number of bills the takst was used on.';
COMMENT ON COLUMN "takstbruk_landet_ar"."sum_antall_takst" IS 'Antall ganger taksten er brukt. Den kan være brukt flere ganger på samme regning. / Number of times the takst was used. It may be used several times on one bill.';
COMMENT ON COLUMN "takstbruk_landet_ar"."sum_refusjon" IS 'Det folketrygden har utbetalt, i kroner, medregnet egenandelen den har dekket for pasienten. / What the National Insurance Scheme has paid, in kroner, including the egenandel it covered for the patient.';
COMMENT ON COLUMN "takstbruk_landet_ar"."sum_egenandel_betalt_av_pasient" IS 'Egenandelene pasientene har betalt selv, i kroner. / The egenandel amounts patients paid themselves, in kroner.';
COMMENT ON COLUMN "takstbruk_landet_ar"."sum_egenandel_dekket_av_folketrygden" IS 'Egenandelene folketrygden har dekket for pasientene, i kroner. Er allerede med i sum_refusjon. / The egenandel amounts the National Insurance Scheme covered for patients, in kroner. Already part of sum_refusjon.';

-- Takstbruk per kommune og år, summert til dagens kommuner / Use of takster by kommune and year, summed to the kommuner of today
-- Nøkkel / key: fagomraade, takstkode, praksis_type_kode, gjeldende_kommunenr, ar
-- gjeldende_kommunenr -> kommuner (kommunenr)
-- fagomraade -> fagomraader (fagomraade)
-- praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
CREATE OR REPLACE VIEW "takstbruk_kommune_ar_gjeldende" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'takstbruk_kommune_ar_gjeldende.parquet', hive_partitioning = false);
COMMENT ON VIEW "takstbruk_kommune_ar_gjeldende" IS 'Én rad per fagområde, takstkode og praksistype i én av dagens kommuner i ett år. Takster med antall på 5 eller færre i en kommune er utelatt før summeringen, så en rad som mangler, betyr ikke null. / One row per fagområde, takstkode and praksistype in one kommune of today in one year. Takster with a count of 5 or less in a kommune are left out before summing, so a missing row does not mean zero.
Nøkkel / key: fagomraade, takstkode, praksis_type_kode, gjeldende_kommunenr, ar
gjeldende_kommunenr -> kommuner (kommunenr)
fagomraade -> fagomraader (fagomraade)
praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
fagomraade, takstkode -> takster (fagomraade, takstkode)';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."ar" IS 'Året regningene gjelder. / Year of the bills.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."periode" IS 'Den første dagen i året, til bruk i tidsserier. / The first day of the year, for time series.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."antall_maneder" IS 'Antall måneder av året som var gått dagen det siste svaret kom fra APIet: 12 for et helt år, færre for året som ikke er over. Bare år med 12 kan sammenlignes. / Number of months of the year that had passed on the day the last answer of the API arrived: 12 for a whole year, fewer for the year that is not over. Only years with 12 can be compared.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."forelopig" IS 'Om tallene kan endres i senere uttrekk: sant til det er gått 13 måneder fra periodens slutt til dagen det siste svaret kom fra APIet. / Whether the figures may change in later extractions: true until 13 months have passed from the end of the period to the day the last answer of the API arrived.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."gjeldende_kommunenr" IS 'Nummeret på dagens kommune, eller behandler_kommunenr selv når det ikke har noen: da er er_gjeldende usann. / Number of the kommune of today, or behandler_kommunenr itself where it has none: er_gjeldende is then false.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."gjeldende_kommunenavn" IS 'Det ene korte navnet på dagens kommune. Tomt når nummeret ikke er en kommune. / The one short name of the kommune of today. Empty where the number is no kommune.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."er_gjeldende" IS 'Om gjeldende_kommunenr er en av dagens kommuner. Usann for numre som ikke er kjente kommuner; de beholdes, så summene er de samme som i takstbruk_kommune_ar. / Whether gjeldende_kommunenr is a kommune of today. False for numbers that are no known kommune; they are kept, so that sums are those of takstbruk_kommune_ar.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."gjeldende_fylkesnr" IS 'Nummeret på fylket dagens kommune ligger i. / Number of the fylke that the kommune of today lies in.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."gjeldende_fylkesnavn" IS 'Det ene korte navnet på fylket dagens kommune ligger i. / The one short name of the fylke that the kommune of today lies in.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."antall_kilder" IS 'Hvor mange kommunenumre raden er summert over: radene i takstbruk_kommune_ar. / How many kommunenumre the row is summed over: the rows in takstbruk_kommune_ar.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."antall_uten_rad" IS 'Hvor mange kommuner som gjaldt det året og nå hører til denne, som ikke har noen rad for taksten. Der er den brukt null til fem ganger; APIet sier ikke hvilket. Tomt betyr ukjent, ikke null: se fullstendighet. / How many kommuner of that year that now belong to this one have no row for the takst. It was used from zero to five times there; the API does not say which. Empty means unknown, not zero: see fullstendighet.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."fullstendighet" IS 'Om summen har med alle delene: fullstendig, kan_mangle (antall_uten_rad er over null, og summen kan være for lav) eller ukjent (uttrekket gjelder bare noen steder, en kilde har et nummer fra en annen tid, eller stedet finnes ikke i dag). / Whether the sum has all parts: fullstendig (complete), kan_mangle (antall_uten_rad is above zero, and the sum may be too low) or ukjent (unknown: the release covers only some places, a source has a number of another time, or the place does not exist today).';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."omtrentlig" IS 'Om tallene bare er omtrent kommunens, fordi en kommune som gjaldt det året, siden er delt mellom denne og andre. Alt er regnet med hos den største delen, også når det er en annen. Tomt når er_gjeldende er usann. / Whether the figures are only roughly the kommune''s, because a kommune of that year was later divided between it and others. All of it counts with the largest part, also where that is another. Empty where er_gjeldende is false.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."fagomraade" IS 'Kode for fagområdet regningene er sendt inn under. / Code of the fagområde the bills were sent in under.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."takstkode" IS 'Takstens kode. Les den sammen med fagområdet. Hva den betyr, står i takster. / Code of the takst. Read it together with the fagområde. Its meaning is in takster.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."takst_navn" IS 'Takstens korte navn, som i takster. Tomt når koden ikke står i takstlisten. / Short name of the takst, as in takster. Empty where the code is not in the tariff.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."praksis_type_kode" IS 'Kode for behandlerens praksistype, for eksempel FALE for fastlege. / Code of the practitioner''s praksistype, such as FALE for general practitioners (fastlege).';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."praksis_type_navn" IS 'Praksistypens navn, som i praksistyper: navnet i APIets kodeverk, og for koder som ikke står der, det nyeste navnet i radene for hele landet. / Name of the praksistype, as in praksistyper: the name in the API''s code list, and for codes that are not in it, the latest name in the rows for the whole country.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."antall_regninger" IS 'Antall regninger taksten er brukt på. / Number of bills the takst was used on.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."sum_antall_takst" IS 'Antall ganger taksten er brukt. Den kan være brukt flere ganger på samme regning. / Number of times the takst was used. It may be used several times on one bill.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."sum_refusjon" IS 'Det folketrygden har utbetalt, i kroner, medregnet egenandelen den har dekket for pasienten. / What the National Insurance Scheme has paid, in kroner, including the egenandel it covered for the patient.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."sum_egenandel_betalt_av_pasient" IS 'Egenandelene pasientene har betalt selv, i kroner. / The egenandel amounts patients paid themselves, in kroner.';
COMMENT ON COLUMN "takstbruk_kommune_ar_gjeldende"."sum_egenandel_dekket_av_folketrygden" IS 'Egenandelene folketrygden har dekket for pasientene, i kroner. Er allerede med i sum_refusjon. / The egenandel amounts the National Insurance Scheme covered for patients, in kroner. Already part of sum_refusjon.';

-- Takstbruk per fylke og år, summert til dagens fylker / Use of takster by fylke and year, summed to the fylker of today
-- Nøkkel / key: fagomraade, takstkode, praksis_type_kode, gjeldende_fylkesnr, ar
-- gjeldende_fylkesnr -> fylker (fylkesnr)
-- fagomraade -> fagomraader (fagomraade)
-- praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
CREATE OR REPLACE VIEW "takstbruk_fylke_ar_gjeldende" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'takstbruk_fylke_ar_gjeldende.parquet', hive_partitioning = false);
COMMENT ON VIEW "takstbruk_fylke_ar_gjeldende" IS 'Én rad per fagområde, takstkode og praksistype i ett av dagens fylker i ett år. Fylker som er delt, er summert av kommunene sine, og takster med antall på 5 eller færre i en kommune mangler da. / One row per fagområde, takstkode and praksistype in one fylke of today in one year. Fylker that were divided are summed from their kommuner, and takster with a count of 5 or less in a kommune are then missing.
Nøkkel / key: fagomraade, takstkode, praksis_type_kode, gjeldende_fylkesnr, ar
gjeldende_fylkesnr -> fylker (fylkesnr)
fagomraade -> fagomraader (fagomraade)
praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
fagomraade, takstkode -> takster (fagomraade, takstkode)';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."ar" IS 'Året regningene gjelder. / Year of the bills.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."periode" IS 'Den første dagen i året, til bruk i tidsserier. / The first day of the year, for time series.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."antall_maneder" IS 'Antall måneder av året som var gått dagen det siste svaret kom fra APIet: 12 for et helt år, færre for året som ikke er over. Bare år med 12 kan sammenlignes. / Number of months of the year that had passed on the day the last answer of the API arrived: 12 for a whole year, fewer for the year that is not over. Only years with 12 can be compared.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."forelopig" IS 'Om tallene kan endres i senere uttrekk: sant til det er gått 13 måneder fra periodens slutt til dagen det siste svaret kom fra APIet. / Whether the figures may change in later extractions: true until 13 months have passed from the end of the period to the day the last answer of the API arrived.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."gjeldende_fylkesnr" IS 'Nummeret på dagens fylke, eller fylkesnr selv når det ikke er noe kjent fylke: da er er_gjeldende usann. Tomt når navnet ikke er kjent. / Number of the fylke of today, or fylkesnr itself where it is no known fylke: er_gjeldende is then false. Empty where the name is not known.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."gjeldende_fylkesnavn" IS 'Det ene korte navnet på dagens fylke. Tomt når nummeret ikke er et fylke. / The one short name of the fylke of today. Empty where the number is no fylke.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."er_gjeldende" IS 'Om gjeldende_fylkesnr er et av dagens fylker. Usann for numre som ikke er kjente fylker, for eksempel 99. / Whether gjeldende_fylkesnr is a fylke of today. False for numbers that are no known fylke, such as 99.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."summert_av" IS 'Hva raden er summert av: fylke (rader i takstbruk_fylke_ar for fylker som ligger helt i dagens fylke), kommuner (rader i takstbruk_kommune_ar for fylker som er delt) eller fylke_og_kommuner (begge). / What the row is summed from: fylke (rows of takstbruk_fylke_ar for fylker that lie wholly in the fylke of today), kommuner (rows of takstbruk_kommune_ar for fylker that were divided) or fylke_og_kommuner (both).';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."antall_kilder" IS 'Hvor mange rader i takstbruk_fylke_ar og takstbruk_kommune_ar raden er summert over. / How many rows of takstbruk_fylke_ar and takstbruk_kommune_ar the row is summed over.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."antall_uten_rad" IS 'Hvor mange av kommunene raden skulle summeres over det året, som ikke har noen rad for taksten. Der er den brukt null til fem ganger. 0 når dagens fylke bare består av hele fylker. Tomt betyr ukjent, ikke null: se fullstendighet. / How many of the kommuner that the row should be summed over that year have no row for the takst. It was used from zero to five times there. 0 where the fylke of today consists of whole fylker only. Empty means unknown, not zero: see fullstendighet.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."mangler_hoyst_sum_antall_takst" IS 'Hvor mye sum_antall_takst høyst er for lav: det de delte fylkene har mer enn kommunene sine til sammen. Det kan også høre til de andre fylkene de ble delt mellom. Tomt når det ikke er kjent. / By how much sum_antall_takst is too low at most: what the divided fylker have more than all their kommuner. It may also belong to the other fylker they were divided between. Empty where it is not known.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."mangler_hoyst_sum_refusjon" IS 'Hvor mye sum_refusjon høyst er for lav, i kroner, regnet på samme måte. / By how much sum_refusjon is too low at most, in kroner, computed in the same way.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."fullstendighet" IS 'Om summen har med alle delene: fullstendig, kan_mangle (mangler_hoyst_sum_antall_takst er over null, og summen kan være for lav) eller ukjent (uttrekket gjelder bare noen steder, en kilde har et nummer fra en annen tid, eller stedet finnes ikke i dag). / Whether the sum has all parts: fullstendig (complete), kan_mangle (mangler_hoyst_sum_antall_takst is above zero, and the sum may be too low) or ukjent (unknown: the release covers only some places, a source has a number of another time, or the place does not exist today).';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."fagomraade" IS 'Kode for fagområdet regningene er sendt inn under. / Code of the fagområde the bills were sent in under.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."takstkode" IS 'Takstens kode. Les den sammen med fagområdet. Hva den betyr, står i takster. / Code of the takst. Read it together with the fagområde. Its meaning is in takster.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."takst_navn" IS 'Takstens korte navn, som i takster. Tomt når koden ikke står i takstlisten. / Short name of the takst, as in takster. Empty where the code is not in the tariff.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."praksis_type_kode" IS 'Kode for behandlerens praksistype, for eksempel FALE for fastlege. / Code of the practitioner''s praksistype, such as FALE for general practitioners (fastlege).';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."praksis_type_navn" IS 'Praksistypens navn, som i praksistyper: navnet i APIets kodeverk, og for koder som ikke står der, det nyeste navnet i radene for hele landet. / Name of the praksistype, as in praksistyper: the name in the API''s code list, and for codes that are not in it, the latest name in the rows for the whole country.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."antall_regninger" IS 'Antall regninger taksten er brukt på. / Number of bills the takst was used on.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."sum_antall_takst" IS 'Antall ganger taksten er brukt. Den kan være brukt flere ganger på samme regning. / Number of times the takst was used. It may be used several times on one bill.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."sum_refusjon" IS 'Det folketrygden har utbetalt, i kroner, medregnet egenandelen den har dekket for pasienten. / What the National Insurance Scheme has paid, in kroner, including the egenandel it covered for the patient.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."sum_egenandel_betalt_av_pasient" IS 'Egenandelene pasientene har betalt selv, i kroner. / The egenandel amounts patients paid themselves, in kroner.';
COMMENT ON COLUMN "takstbruk_fylke_ar_gjeldende"."sum_egenandel_dekket_av_folketrygden" IS 'Egenandelene folketrygden har dekket for pasientene, i kroner. Er allerede med i sum_refusjon. / The egenandel amounts the National Insurance Scheme covered for patients, in kroner. Already part of sum_refusjon.';

-- Avstemming av kommuner, fylker og landet, måneder og år / Reconciliation of kommuner, fylker and the country, months and years
-- Nøkkel / key: fagomraade, takstkode, praksis_type_kode, periodetype, periode
-- fagomraade -> fagomraader (fagomraade)
-- praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
CREATE OR REPLACE VIEW "avstemming" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'avstemming.parquet', hive_partitioning = false);
COMMENT ON VIEW "avstemming" IS 'Én rad per fagområde, takstkode og praksistype i én måned eller ett år, for alt som finnes på minst ett av nivåene. / One row per fagområde, takstkode and praksistype in one month or one year, for all that is there on at least one level.
Nøkkel / key: fagomraade, takstkode, praksis_type_kode, periodetype, periode
fagomraade -> fagomraader (fagomraade)
praksis_type_kode -> praksistyper (praksis_type_kode), flere rader / several rows
fagomraade, takstkode -> takster (fagomraade, takstkode)';
COMMENT ON COLUMN "avstemming"."periodetype" IS 'Hva slags periode raden gjelder: maned eller ar. / What kind of period the row is about: maned (month) or ar (year).';
COMMENT ON COLUMN "avstemming"."ar" IS 'Året regningene gjelder. / Year of the bills.';
COMMENT ON COLUMN "avstemming"."maned" IS 'Måneden i året, fra 1 til 12. Tom når raden gjelder et år. / Month of the year, from 1 to 12. Empty where the row is about a year.';
COMMENT ON COLUMN "avstemming"."periode" IS 'Den første dagen i måneden eller året. / The first day of the month or year.';
COMMENT ON COLUMN "avstemming"."forelopig" IS 'Om tallene kan endres i senere uttrekk: sant til det er gått 13 måneder fra periodens slutt til dagen det siste svaret kom fra APIet. / Whether the figures may change in later extractions: true until 13 months have passed from the end of the period to the day the last answer of the API arrived.';
COMMENT ON COLUMN "avstemming"."fagomraade" IS 'Kode for fagområdet. / Code of the fagområde.';
COMMENT ON COLUMN "avstemming"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "avstemming"."takstkode" IS 'Takstens kode. Les den sammen med fagområdet. / Code of the takst. Read it together with the fagområde.';
COMMENT ON COLUMN "avstemming"."takst_navn" IS 'Takstens korte navn, som i takster. Tomt når koden ikke står i takstlisten. / Short name of the takst, as in takster. Empty where the code is not in the tariff.';
COMMENT ON COLUMN "avstemming"."praksis_type_kode" IS 'Kode for behandlerens praksistype. / Code of the practitioner''s praksistype.';
COMMENT ON COLUMN "avstemming"."praksis_type_navn" IS 'Praksistypens navn, som i praksistyper. / Name of the praksistype, as in praksistyper.';
COMMENT ON COLUMN "avstemming"."kommune_rader" IS 'Antall rader for alle kommuner i perioden. 0 betyr at ingen er publisert, ikke at taksten ikke er brukt. / Number of rows for all kommuner in the period. 0 means that none is published, not that the takst was not used.';
COMMENT ON COLUMN "avstemming"."kommune_antall_regninger" IS 'Summen over alle kommuner i perioden av antall regninger. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over all kommuner in the period of number of bills. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."kommune_sum_antall_takst" IS 'Summen over alle kommuner i perioden av antall ganger taksten er brukt. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over all kommuner in the period of number of times the takst was used. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."kommune_sum_refusjon" IS 'Summen over alle kommuner i perioden av sum_refusjon, i kroner. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over all kommuner in the period of sum_refusjon, in kroner. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."fylke_rader" IS 'Antall rader for alle fylker i perioden. 0 betyr at ingen er publisert, ikke at taksten ikke er brukt. / Number of rows for all fylker in the period. 0 means that none is published, not that the takst was not used.';
COMMENT ON COLUMN "avstemming"."fylke_antall_regninger" IS 'Summen over alle fylker i perioden av antall regninger. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over all fylker in the period of number of bills. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."fylke_sum_antall_takst" IS 'Summen over alle fylker i perioden av antall ganger taksten er brukt. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over all fylker in the period of number of times the takst was used. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."fylke_sum_refusjon" IS 'Summen over alle fylker i perioden av sum_refusjon, i kroner. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over all fylker in the period of sum_refusjon, in kroner. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."landet_rader" IS 'Antall rader for hele landet i perioden. 0 betyr at ingen er publisert, ikke at taksten ikke er brukt. / Number of rows for the whole country in the period. 0 means that none is published, not that the takst was not used.';
COMMENT ON COLUMN "avstemming"."landet_antall_regninger" IS 'Summen over hele landet i perioden av antall regninger. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over the whole country in the period of number of bills. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."landet_sum_antall_takst" IS 'Summen over hele landet i perioden av antall ganger taksten er brukt. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over the whole country in the period of number of times the takst was used. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."landet_sum_refusjon" IS 'Summen over hele landet i perioden av sum_refusjon, i kroner. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over the whole country in the period of sum_refusjon, in kroner. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."fylke_minus_kommune_antall_regninger" IS 'Forskjellen i antall regninger: alle fylker i perioden minus alle kommuner i perioden. Et nivå uten rader teller som 0, siden ingenting er publisert. / Difference in number of bills: all fylker in the period less all kommuner in the period. A level without rows counts as 0, because nothing is published.';
COMMENT ON COLUMN "avstemming"."fylke_minus_kommune_sum_antall_takst" IS 'Forskjellen i antall ganger taksten er brukt: alle fylker i perioden minus alle kommuner i perioden. Et nivå uten rader teller som 0, siden ingenting er publisert. / Difference in number of times the takst was used: all fylker in the period less all kommuner in the period. A level without rows counts as 0, because nothing is published.';
COMMENT ON COLUMN "avstemming"."fylke_minus_kommune_sum_refusjon" IS 'Forskjellen i sum_refusjon, i kroner: alle fylker i perioden minus alle kommuner i perioden. Et nivå uten rader teller som 0, siden ingenting er publisert. / Difference in sum_refusjon, in kroner: all fylker in the period less all kommuner in the period. A level without rows counts as 0, because nothing is published.';
COMMENT ON COLUMN "avstemming"."landet_minus_fylke_antall_regninger" IS 'Forskjellen i antall regninger: hele landet i perioden minus alle fylker i perioden. Et nivå uten rader teller som 0, siden ingenting er publisert. / Difference in number of bills: the whole country in the period less all fylker in the period. A level without rows counts as 0, because nothing is published.';
COMMENT ON COLUMN "avstemming"."landet_minus_fylke_sum_antall_takst" IS 'Forskjellen i antall ganger taksten er brukt: hele landet i perioden minus alle fylker i perioden. Et nivå uten rader teller som 0, siden ingenting er publisert. / Difference in number of times the takst was used: the whole country in the period less all fylker in the period. A level without rows counts as 0, because nothing is published.';
COMMENT ON COLUMN "avstemming"."landet_minus_fylke_sum_refusjon" IS 'Forskjellen i sum_refusjon, i kroner: hele landet i perioden minus alle fylker i perioden. Et nivå uten rader teller som 0, siden ingenting er publisert. / Difference in sum_refusjon, in kroner: the whole country in the period less all fylker in the period. A level without rows counts as 0, because nothing is published.';
COMMENT ON COLUMN "avstemming"."mangler_i_kommune_prosent_sum_antall_takst" IS 'Hvor mange prosent av landets bruk av taksten som ikke finnes i noen kommunes rad: det APIet utelater for små tall og små kommuner. Tom når landet ikke har noe. / How many per cent of the country''s uses of the takst are in no kommune''s row: what the API leaves out for small numbers and small kommuner. Empty where the country has none.';
COMMENT ON COLUMN "avstemming"."mangler_i_kommune_prosent_sum_refusjon" IS 'Hvor mange prosent av landets sum_refusjon som ikke finnes i noen kommunes rad: det APIet utelater for små tall og små kommuner. Tom når landet ikke har noe. / How many per cent of the country''s sum_refusjon are in no kommune''s row: what the API leaves out for small numbers and small kommuner. Empty where the country has none.';
COMMENT ON COLUMN "avstemming"."maneder_spurt" IS 'Hvor mange av årets måneder uttrekket spurte om. Bare med 12 kan måneder og år sammenlignes. Tom for måneder. / How many of the year''s months the extraction requested. Only with 12 can months and year be compared. Empty for months.';
COMMENT ON COLUMN "avstemming"."maneder_rader" IS 'Antall rader for årets måneder for hele landet. 0 betyr at ingen er publisert, ikke at taksten ikke er brukt. / Number of rows for the year''s months of the whole country. 0 means that none is published, not that the takst was not used.';
COMMENT ON COLUMN "avstemming"."maneder_antall_regninger" IS 'Summen over årets måneder for hele landet av antall regninger. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over the year''s months of the whole country of number of bills. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."maneder_sum_antall_takst" IS 'Summen over årets måneder for hele landet av antall ganger taksten er brukt. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over the year''s months of the whole country of number of times the takst was used. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."maneder_sum_refusjon" IS 'Summen over årets måneder for hele landet av sum_refusjon, i kroner. Tom når det ikke er noen rader, eller når en av dem mangler tallet. / Sum over the year''s months of the whole country of sum_refusjon, in kroner. Empty where there are no rows, or where one of them lacks the figure.';
COMMENT ON COLUMN "avstemming"."ar_minus_maneder_antall_regninger" IS 'Forskjellen i antall regninger: hele landet i perioden minus årets måneder for hele landet. Et nivå uten rader teller som 0, siden ingenting er publisert. / Difference in number of bills: the whole country in the period less the year''s months of the whole country. A level without rows counts as 0, because nothing is published.';
COMMENT ON COLUMN "avstemming"."ar_minus_maneder_sum_antall_takst" IS 'Forskjellen i antall ganger taksten er brukt: hele landet i perioden minus årets måneder for hele landet. Et nivå uten rader teller som 0, siden ingenting er publisert. / Difference in number of times the takst was used: the whole country in the period less the year''s months of the whole country. A level without rows counts as 0, because nothing is published.';
COMMENT ON COLUMN "avstemming"."ar_minus_maneder_sum_refusjon" IS 'Forskjellen i sum_refusjon, i kroner: hele landet i perioden minus årets måneder for hele landet. Et nivå uten rader teller som 0, siden ingenting er publisert. / Difference in sum_refusjon, in kroner: the whole country in the period less the year''s months of the whole country. A level without rows counts as 0, because nothing is published.';

-- Avstemming av refusjon mot satser / Reconciliation of refusjon with rates
-- Nøkkel / key: fagomraade, takstkode, periodetype, periode
-- fagomraade -> fagomraader (fagomraade)
-- fagomraade, takstkode -> takster (fagomraade, takstkode)
CREATE OR REPLACE VIEW "avstemming_satser" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'avstemming_satser.parquet', hive_partitioning = false);
COMMENT ON VIEW "avstemming_satser" IS 'Én rad per fagområde og takstkode i én måned eller ett år der én sats gjaldt hele tiden, over landets rader der taksten er brukt én gang per regning. / One row per fagområde and takstkode in one month or one year in which one rate applied throughout, over the country''s rows where the takst was used once per bill.
Nøkkel / key: fagomraade, takstkode, periodetype, periode
fagomraade -> fagomraader (fagomraade)
fagomraade, takstkode -> takster (fagomraade, takstkode)';
COMMENT ON COLUMN "avstemming_satser"."periodetype" IS 'Hva slags periode raden gjelder: maned eller ar. / What kind of period the row is about: maned (month) or ar (year).';
COMMENT ON COLUMN "avstemming_satser"."ar" IS 'Året regningene gjelder. / Year of the bills.';
COMMENT ON COLUMN "avstemming_satser"."maned" IS 'Måneden i året, fra 1 til 12. Tom når raden gjelder et år. / Month of the year, from 1 to 12. Empty where the row is about a year.';
COMMENT ON COLUMN "avstemming_satser"."periode" IS 'Den første dagen i måneden eller året. / The first day of the month or year.';
COMMENT ON COLUMN "avstemming_satser"."forelopig" IS 'Om tallene kan endres i senere uttrekk: sant til det er gått 13 måneder fra periodens slutt til dagen det siste svaret kom fra APIet. / Whether the figures may change in later extractions: true until 13 months have passed from the end of the period to the day the last answer of the API arrived.';
COMMENT ON COLUMN "avstemming_satser"."fagomraade" IS 'Kode for fagområdet. / Code of the fagområde.';
COMMENT ON COLUMN "avstemming_satser"."fagomraade_navn" IS 'Fagområdets navn i APIets kodeverk. / Name of the fagområde in the API''s code list.';
COMMENT ON COLUMN "avstemming_satser"."takstkode" IS 'Takstens kode. Les den sammen med fagområdet. / Code of the takst. Read it together with the fagområde.';
COMMENT ON COLUMN "avstemming_satser"."takst_navn" IS 'Takstens korte navn, som i takster. Tomt når koden ikke står i takstlisten. / Short name of the takst, as in takster. Empty where the code is not in the tariff.';
COMMENT ON COLUMN "avstemming_satser"."refusjon" IS 'Takstens refusjon i perioden, i kroner, fra takstkoder. / The refusjon of the takst in the period, in kroner, from takstkoder.';
COMMENT ON COLUMN "avstemming_satser"."rader" IS 'Antall rader, én per praksistype, der taksten er brukt én gang per regning. / Number of rows, one per praksistype, where the takst was used once per bill.';
COMMENT ON COLUMN "avstemming_satser"."rader_som_stemmer" IS 'Hvor mange av radene der sum_refusjon minus dekket egenandel er refusjon ganger antall_regninger, på øret. / How many of the rows where sum_refusjon less the covered egenandel is refusjon times antall_regninger, to the øre.';
COMMENT ON COLUMN "avstemming_satser"."prosent_som_stemmer" IS 'Hvor mange prosent av radene som stemmer. / How many per cent of the rows that is.';
COMMENT ON COLUMN "avstemming_satser"."antall_regninger" IS 'Antall regninger i radene. / Number of bills in the rows.';
COMMENT ON COLUMN "avstemming_satser"."forventet_refusjon" IS 'Refusjon ganger antall_regninger, i kroner. / Refusjon times antall_regninger, in kroner.';
COMMENT ON COLUMN "avstemming_satser"."funnet_refusjon" IS 'Radenes sum_refusjon minus dekket egenandel, i kroner. / The rows'' sum_refusjon less the covered egenandel, in kroner.';
COMMENT ON COLUMN "avstemming_satser"."differanse" IS 'Forskjellen: funnet_refusjon minus forventet_refusjon, i kroner. / The difference: funnet_refusjon less forventet_refusjon, in kroner.';

-- Kommuner 2010–2026 / Municipalities (kommuner) 2010–2026
-- Nøkkel / key: kommunenr
-- fylkesnr -> fylker (fylkesnr)
-- gjeldende_kommunenr -> kommuner (kommunenr)
-- gjeldende_fylkesnr -> fylker (fylkesnr)
CREATE OR REPLACE VIEW "kommuner" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'kommuner.parquet', hive_partitioning = false);
COMMENT ON VIEW "kommuner" IS 'Én rad per kommunenummer som har vært i bruk siden 2010. / One row per kommunenummer in use since 2010.
Nøkkel / key: kommunenr
fylkesnr -> fylker (fylkesnr)
gjeldende_kommunenr -> kommuner (kommunenr)
gjeldende_fylkesnr -> fylker (fylkesnr)';
COMMENT ON COLUMN "kommuner"."kommunenr" IS 'Kommunenummeret, fire sifre med eventuell null foran. De to første er fylkesnummeret. / Kommunenummer, four digits with any leading zero. The first two are the fylkesnummer.';
COMMENT ON COLUMN "kommuner"."kommunenavn" IS 'Kommunens korte norske navn: Trondheim, Kautokeino. Der to kommuner deler navnet, følger SSBs tillegg: Herøy (Nordland). / Short Norwegian name of the kommune: Trondheim, Kautokeino. Where two kommuner share it, Statistics Norway''s addition follows: Herøy (Nordland).';
COMMENT ON COLUMN "kommuner"."offisielt_navn" IS 'Kommunens siste offisielle navn, med samiske og kvenske navn: Trondheim - Tråante. / The last official name of the kommune, with Sámi and Kven names: Trondheim - Tråante.';
COMMENT ON COLUMN "kommuner"."fylkesnr" IS 'Nummeret på fylket kommunen lå i, to sifre. / Number of the fylke the kommune lay in, two digits.';
COMMENT ON COLUMN "kommuner"."fylkesnavn" IS 'Det korte navnet på fylket kommunen lå i. / Short name of the fylke the kommune lay in.';
COMMENT ON COLUMN "kommuner"."gyldig_fra" IS 'Første dag kommunenummeret gjaldt. / First day the kommunenummer was valid.';
COMMENT ON COLUMN "kommuner"."gyldig_til" IS 'Siste dag kommunenummeret gjaldt, medregnet. Tom når det fortsatt gjelder. / Last day the kommunenummer was valid, inclusive. Empty while it still is.';
COMMENT ON COLUMN "kommuner"."gjeldende_kommunenr" IS 'Nummeret på dagens kommune. For en delt kommune er det nummeret på den største delen. Tomt når nummeret ikke er en kjent kommune. / Number of the kommune of today. For a divided kommune, the number of its largest part. Empty where the number is no known kommune.';
COMMENT ON COLUMN "kommuner"."gjeldende_kommunenavn" IS 'Det ene korte navnet på dagens kommune, likt i alle år. Det er entydig blant dagens kommuner. / The one short name of the kommune of today, the same in all years. No two kommuner of today share a name.';
COMMENT ON COLUMN "kommuner"."gjeldende_fylkesnr" IS 'Nummeret på fylket dagens kommune ligger i. / Number of the fylke that the kommune of today lies in.';
COMMENT ON COLUMN "kommuner"."gjeldende_fylkesnavn" IS 'Det ene korte navnet på fylket dagens kommune ligger i, likt i alle år. / The one short name of the fylke that the kommune of today lies in, the same in all years.';
COMMENT ON COLUMN "kommuner"."entydig" IS 'Om hele kommunen hører til gjeldende_kommunenr. Usann for kommuner som er delt. / Whether all of the kommune belongs to gjeldende_kommunenr. False for those that were divided.';

-- Fylker 2010–2026 / Counties (fylker) 2010–2026
-- Nøkkel / key: fylkesnr
-- gjeldende_fylkesnr -> fylker (fylkesnr)
CREATE OR REPLACE VIEW "fylker" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'fylker.parquet', hive_partitioning = false);
COMMENT ON VIEW "fylker" IS 'Én rad per fylkesnummer som har vært i bruk siden 2010. / One row per fylkesnummer in use since 2010.
Nøkkel / key: fylkesnr
gjeldende_fylkesnr -> fylker (fylkesnr)';
COMMENT ON COLUMN "fylker"."fylkesnr" IS 'Nummeret på fylket, to sifre med eventuell null foran. / Number of the fylke, two digits with any leading zero.';
COMMENT ON COLUMN "fylker"."fylkesnavn" IS 'Fylkets korte norske navn. Akershus, Buskerud, Finnmark, Telemark, Troms, Vestfold og Østfold er hver navnet på to numre. / Short Norwegian name of the fylke. Akershus, Buskerud, Finnmark, Telemark, Troms, Vestfold and Østfold are each the name of two numbers.';
COMMENT ON COLUMN "fylker"."offisielt_navn" IS 'Fylkets siste offisielle navn, med samiske og kvenske navn. / The last official name of the fylke, with Sámi and Kven names.';
COMMENT ON COLUMN "fylker"."gyldig_fra" IS 'Første dag fylkesnummeret gjaldt. / First day the fylkesnummer was valid.';
COMMENT ON COLUMN "fylker"."gyldig_til" IS 'Siste dag fylkesnummeret gjaldt, medregnet. Tom når det fortsatt gjelder. / Last day the fylkesnummer was valid, inclusive. Empty while it still is.';
COMMENT ON COLUMN "fylker"."gjeldende_fylkesnr" IS 'Nummeret på fylket som alle kommunene fylket hadde sitt siste år, ligger i nå. Tomt når de ligger i flere. / Number of the fylke that all kommuner the fylke had in its last year lie in now. Empty where they lie in several.';
COMMENT ON COLUMN "fylker"."gjeldende_fylkesnavn" IS 'Det korte navnet på fylket i gjeldende_fylkesnr. / The one short name of the fylke in gjeldende_fylkesnr.';
COMMENT ON COLUMN "fylker"."entydig" IS 'Om alle kommunene fylket hadde sitt siste år, ligger i ett fylke nå. / Whether all kommuner the fylke had in its last year lie in one fylke now.';

-- Kommuneendringer 2010–2026 / Changes of kommuner 2010–2026
-- Nøkkel / key: fra_kommunenr, til_kommunenr, dato, type
-- fra_kommunenr -> kommuner (kommunenr)
-- til_kommunenr -> kommuner (kommunenr)
CREATE OR REPLACE VIEW "kommune_endringer" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'kommune_endringer.parquet', hive_partitioning = false);
COMMENT ON VIEW "kommune_endringer" IS 'Én rad per kommune som ble til, eller ga fra seg en del til, en annen en bestemt dag. / One row per kommune that became, or gave part of itself to, another on a given day.
Nøkkel / key: fra_kommunenr, til_kommunenr, dato, type
fra_kommunenr -> kommuner (kommunenr)
til_kommunenr -> kommuner (kommunenr)';
COMMENT ON COLUMN "kommune_endringer"."fra_kommunenr" IS 'Kommunenummeret før endringen. / Kommunenummer before the change.';
COMMENT ON COLUMN "kommune_endringer"."fra_kommunenavn" IS 'Kommunens korte navn før endringen. / Short name of the kommune before the change.';
COMMENT ON COLUMN "kommune_endringer"."fra_offisielt_navn" IS 'Kommunens offisielle navn dagen før endringen. / Official name of the kommune on the day before the change.';
COMMENT ON COLUMN "kommune_endringer"."til_kommunenr" IS 'Kommunenummeret etter endringen. / Kommunenummer after the change.';
COMMENT ON COLUMN "kommune_endringer"."til_kommunenavn" IS 'Kommunens korte navn etter endringen. / Short name of the kommune after the change.';
COMMENT ON COLUMN "kommune_endringer"."til_offisielt_navn" IS 'Kommunens offisielle navn fra endringen av. / Official name of the kommune from the change on.';
COMMENT ON COLUMN "kommune_endringer"."dato" IS 'Første dag endringen gjaldt. / First day of the change.';
COMMENT ON COLUMN "kommune_endringer"."type" IS 'Hva slags endring det var: sammenslaaing, deling, omnummerering, navneendring eller grensejustering. / Kind of change: sammenslaaing (merger), deling (division), omnummerering (renumbering), navneendring (renaming) or grensejustering (boundary change).';

-- Innbyggere per kommune og år / Inhabitants by kommune and year
-- Nøkkel / key: kommunenr, ar
-- kommunenr -> kommuner (kommunenr)
-- fylkesnr -> fylker (fylkesnr)
CREATE OR REPLACE VIEW "kommune_innbyggere" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'kommune_innbyggere.parquet', hive_partitioning = false);
COMMENT ON VIEW "kommune_innbyggere" IS 'Én rad per kommunenummer og år det gjaldt 1. januar, siden 2010. / One row per kommunenummer and year it was valid on 1 January, since 2010.
Nøkkel / key: kommunenr, ar
kommunenr -> kommuner (kommunenr)
fylkesnr -> fylker (fylkesnr)';
COMMENT ON COLUMN "kommune_innbyggere"."kommunenr" IS 'Kommunenummeret slik det var det året. Kobles mot behandler_kommunenr og ar i takstbruk_kommune_ar. / Kommunenummer as it was that year. Joins to behandler_kommunenr and ar of takstbruk_kommune_ar.';
COMMENT ON COLUMN "kommune_innbyggere"."kommunenavn" IS 'Kommunens korte norske navn. / Short Norwegian name of the kommune.';
COMMENT ON COLUMN "kommune_innbyggere"."ar" IS 'Året. / The year.';
COMMENT ON COLUMN "kommune_innbyggere"."innbyggere" IS 'Antall innbyggere 1. januar, fra SSBs tabell 07459. Tomt der vår kopi av tabellen mangler tallet; det betyr ikke null. Summen for et gammelt fylke er da for lav. / Number of inhabitants on 1 January, from Statistics Norway''s table 07459. Empty where our copy of the table lacks the figure; that does not mean zero. The sum for a former fylke is then too low.';
COMMENT ON COLUMN "kommune_innbyggere"."fylkesnr" IS 'Nummeret på fylket kommunen lå i. / Number of the fylke the kommune lay in.';
COMMENT ON COLUMN "kommune_innbyggere"."fylkesnavn" IS 'Det korte navnet på fylket kommunen lå i. / Short name of the fylke the kommune lay in.';
COMMENT ON COLUMN "kommune_innbyggere"."gjeldende_kommunenr" IS 'Nummeret på dagens kommune. For en delt kommune er det nummeret på den største delen. Tomt når nummeret ikke er en kjent kommune. / Number of the kommune of today. For a divided kommune, the number of its largest part. Empty where the number is no known kommune.';
COMMENT ON COLUMN "kommune_innbyggere"."gjeldende_kommunenavn" IS 'Det ene korte navnet på dagens kommune, likt i alle år. Det er entydig blant dagens kommuner. / The one short name of the kommune of today, the same in all years. No two kommuner of today share a name.';
COMMENT ON COLUMN "kommune_innbyggere"."gjeldende_fylkesnr" IS 'Nummeret på fylket dagens kommune ligger i. / Number of the fylke that the kommune of today lies in.';
COMMENT ON COLUMN "kommune_innbyggere"."gjeldende_fylkesnavn" IS 'Det ene korte navnet på fylket dagens kommune ligger i, likt i alle år. / The one short name of the fylke that the kommune of today lies in, the same in all years.';
COMMENT ON COLUMN "kommune_innbyggere"."entydig" IS 'Om hele kommunen hører til gjeldende_kommunenr. Usann for kommuner som er delt: alle innbyggerne teller da med i den største delen. / Whether all of the kommune belongs to gjeldende_kommunenr. False for those that were divided: all inhabitants then count towards the largest part.';

-- Innbyggere i dagens kommuner og fylker og i hele landet, per år / Inhabitants of the kommuner and fylker of today and of the whole country, by year
-- Nøkkel / key: niva, nr, ar
CREATE OR REPLACE VIEW "innbyggere_gjeldende" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'innbyggere_gjeldende.parquet', hive_partitioning = false);
COMMENT ON VIEW "innbyggere_gjeldende" IS 'Én rad per år og kommune i dag, fylke i dag og hele landet, siden 2010. / One row per year and kommune of today, fylke of today and the whole country, since 2010.
Nøkkel / key: niva, nr, ar';
COMMENT ON COLUMN "innbyggere_gjeldende"."niva" IS 'Hva raden gjelder: kommune, fylke eller landet. / Level of the row: kommune, fylke or landet (the whole country).';
COMMENT ON COLUMN "innbyggere_gjeldende"."nr" IS 'Nummeret på dagens kommune eller fylke, 0 for hele landet. Kobles med ar mot gjeldende_kommunenr eller gjeldende_fylkesnr; velg nivået først. / Number of the kommune or fylke of today, 0 for the whole country. Joins with ar to gjeldende_kommunenr or gjeldende_fylkesnr; choose the level first.';
COMMENT ON COLUMN "innbyggere_gjeldende"."navn" IS 'Det korte navnet på dagens kommune eller fylke. / Short name of the kommune or fylke of today.';
COMMENT ON COLUMN "innbyggere_gjeldende"."ar" IS 'Året. / The year.';
COMMENT ON COLUMN "innbyggere_gjeldende"."innbyggere" IS 'Antall innbyggere 1. januar. Tomt når fullstendig er usann, slik at ingen deler på en for lav sum. / Number of inhabitants on 1 January. Empty where fullstendig is false, so that nobody divides by a sum that is too low.';
COMMENT ON COLUMN "innbyggere_gjeldende"."fullstendig" IS 'Om innbyggertallet er kjent for alle kommunene som hørte til stedet det året. / Whether the inhabitants are known for all kommuner that belonged to the place that year.';
COMMENT ON COLUMN "innbyggere_gjeldende"."antall_kommuner" IS 'Antall kommuner det året som i dag hører til stedet. / Number of kommuner of that year that belong to the place today.';
COMMENT ON COLUMN "innbyggere_gjeldende"."antall_uten_innbyggere" IS 'Hvor mange av dem som mangler innbyggertall. / How many of them lack a number of inhabitants.';
COMMENT ON COLUMN "innbyggere_gjeldende"."innbyggere_kjente" IS 'Summen av de innbyggertallene som er kjent. For lav når fullstendig er usann. / Sum of the numbers of inhabitants that are known. Too low where fullstendig is false.';
COMMENT ON COLUMN "innbyggere_gjeldende"."omtrentlig" IS 'Om tallet bare omtrent er kommunens, fordi en kommune det året siden er delt mellom den og andre. Alle innbyggerne regnes med i den største delen. / Whether the figure is only roughly the kommune''s, because a kommune of that year was later divided between it and others. All inhabitants count towards the largest part.';

-- Dekning: hva som ble spurt om, og hva som kom / Coverage: the requests and their answers
-- Nøkkel / key: endepunkt, foresporsel
CREATE OR REPLACE VIEW "dekning" AS
FROM read_parquet(getvariable('helserefusjon_base') || 'dekning.parquet', hive_partitioning = false);
COMMENT ON VIEW "dekning" IS 'Én rad per planlagt forespørsel til APIet, og én per del av dem som måtte deles. / One row per planned request to the API, and one per part of those that had to be split.
Nøkkel / key: endepunkt, foresporsel';
COMMENT ON COLUMN "dekning"."endepunkt" IS 'Endepunktet som ble spurt. / The endpoint of the request.';
COMMENT ON COLUMN "dekning"."foresporsel" IS 'Forespørselens navn: parameterne den ble stilt med. / The request''s name: the parameters it was made with.';
COMMENT ON COLUMN "dekning"."fagomraade" IS 'Fagområdet det ble spurt om; tomt for kodeverk. / The requested fagområde; empty for code lists.';
COMMENT ON COLUMN "dekning"."samhandlertype" IS 'Hvem det ble spurt for: PO eller LR, der endepunktet spørres for hver av dem. / Whom the request was for: PO or LR, where the endpoint has one request for each.';
COMMENT ON COLUMN "dekning"."geografi" IS 'Hva det ble summert over: kommune, fylke eller landet. / What it was summed over: kommune, fylke or landet (the whole country).';
COMMENT ON COLUMN "dekning"."periodetype" IS 'Hva slags periode det ble spurt om: maned eller ar. / What kind of period was requested: maned (month) or ar (year).';
COMMENT ON COLUMN "dekning"."periode_fra" IS 'Første måned det ble spurt om, som månedens første dag. / First requested month, as its first day.';
COMMENT ON COLUMN "dekning"."periode_til" IS 'Siste måned det ble spurt om, som månedens første dag. / Last requested month, as its first day.';
COMMENT ON COLUMN "dekning"."status" IS 'Hvordan det gikk: ok, tom (ingen rader), gjenbrukt (hentet fra et tidligere uttrekk), delt (spurt i deler, som har egne rader) eller avvist (ubesvart). Den siste står aldri i en utgivelse: et uttrekk med avviste forespørsler er ikke ferdig, og en sjekk stanser det. / How it went: ok, tom (no rows), gjenbrukt (taken from an earlier pull), delt (requested in parts, which have rows of their own) or avvist (rejected, without an answer). The last never stands in a release: a pull with refused requests is not complete, and a check stops it.';
COMMENT ON COLUMN "dekning"."rader" IS 'Antall rader i svaret. / Number of rows in the answer.';
COMMENT ON COLUMN "dekning"."bytes" IS 'Svarets størrelse i byte, utpakket. / Size of the answer in bytes, decompressed.';
COMMENT ON COLUMN "dekning"."sha256" IS 'SHA-256 av svaret slik det kom, utpakket. / SHA-256 of the answer as it came, decompressed.';
COMMENT ON COLUMN "dekning"."hentet" IS 'Når svaret kom, i UTC. / When the answer came, in UTC.';
COMMENT ON COLUMN "dekning"."gjenbrukt_fra" IS 'Uttrekket svaret er gjenbrukt fra. / The pull the answer was reused from.';
COMMENT ON COLUMN "dekning"."delt_etter" IS 'Parameteren forespørselen ble delt etter. Ved deling etter kodeliste kan koder som ikke finnes i andre svar, mangle. / The parameter the request was split by. Where it is a list of codes, codes that no other answer holds may be missing.';
