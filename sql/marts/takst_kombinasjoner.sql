-- One row per takst, kind of rule and other takstkode in its list, once; a list led by Alle has one
-- row more, without another takstkode, for Alle itself.
with rules as (
    select
        takst_id,
        fagomraade,
        takstkode,
        fradato,
        tildato,
        kombinasjon,
        modus,
        annen_takstkode,
        min(plass) filter (where not offisiell) as plass,
        bool_or(offisiell) as offisiell
    from intermediate.takst_kombinasjoner_listed
    group by all
)

select
    takst_id,
    fagomraade,
    takstkode,
    fradato as gyldig_fra,
    tildato as gyldig_til,
    kombinasjon,
    row_number() over (
        partition by takst_id, kombinasjon
        order by plass nulls last, modus, annen_takstkode nulls first, fradato, tildato
    )::integer as nummer,
    modus,
    annen_takstkode,
    case
        when kombinasjon = 'ugyldig' and exists (select 1 from staging.takstkoder_offisielle)
            then offisiell
    end as offisiell
from rules
