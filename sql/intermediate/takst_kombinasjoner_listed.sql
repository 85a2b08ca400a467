-- One row per takst, list of codes and code in the list. A list that begins with Alle has one more
-- row, without a code, for Alle itself. The official list of a takst is a list of its own.
with lists as (
    select
        takst_id,
        fagomraade,
        takstkode,
        fradato,
        tildato,
        'ugyldig' as kombinasjon,
        ugyldig_kombinasjon_modus as modus,
        ugyldig_kombinasjon_takstkoder as codes,
        false as offisiell
    from staging.takstkoder
    union all by name
    select
        takst_id,
        fagomraade,
        takstkode,
        fradato,
        tildato,
        'krever' as kombinasjon,
        krever_takst_modus as modus,
        krever_takst_takstkoder as codes,
        false as offisiell
    from staging.takstkoder
    union all by name
    select
        takst_id,
        fagomraade,
        takstkode,
        fradato,
        tildato,
        'ugyldig' as kombinasjon,
        ugyldig_kombinasjon_modus as modus,
        ugyldig_kombinasjon_takstkoder as codes,
        true as offisiell
    from staging.takstkoder_offisielle
)

select
    takst_id,
    fagomraade,
    takstkode,
    fradato,
    tildato,
    kombinasjon,
    case modus when 'kun' then modus else 'alle_unntatt' end as modus,
    unnest(case modus when 'kun' then codes else list_prepend(null, codes) end) as annen_takstkode,
    unnest(range(if(modus = 'kun', 1, 0), len(codes) + 1)) as plass,
    offisiell
from lists
where modus is not null
