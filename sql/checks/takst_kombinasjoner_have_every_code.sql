-- error: Every code of the lists in takstkoder, and every Alle, is a row of takst_kombinasjoner.
-- nb: Hver kode i listene i takstkoder, og hvert Alle, er en rad i takst_kombinasjoner.
-- missing: codes of a takst (nb: koder for en takst)
with listed as (
    select
        takst_id,
        'ugyldig' as kombinasjon,
        unnest(ugyldig_kombinasjon_takstkoder) as annen_takstkode
    from marts.takstkoder
    union all by name
    select
        takst_id,
        'krever' as kombinasjon,
        unnest(krever_takst_takstkoder) as annen_takstkode
    from marts.takstkoder
    union all by name
    select
        takst_id,
        'ugyldig' as kombinasjon,
        null as annen_takstkode
    from marts.takstkoder
    where ugyldig_kombinasjon_modus in ('alle', 'alle_unntatt')
    union all by name
    select
        takst_id,
        'krever' as kombinasjon,
        null as annen_takstkode
    from marts.takstkoder
    where krever_takst_modus in ('alle', 'alle_unntatt')
)

select listed.*
from listed
anti join marts.takst_kombinasjoner as rules
    on
        listed.takst_id = rules.takst_id
        and listed.kombinasjon = rules.kombinasjon
        and listed.annen_takstkode is not distinct from rules.annen_takstkode
