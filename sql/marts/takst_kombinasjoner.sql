-- One row per takst, kind of rule and other takstkode in its list. A list that begins with Alle has
-- one more row, without another takstkode, for Alle itself.
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
    rules.fagomraade,
    fagomraader.fagomraade_navn,
    rules.takstkode,
    takster.takst_navn,
    fradato as gyldig_fra,
    tildato as gyldig_til,
    kombinasjon,
    row_number() over (
        partition by takst_id, kombinasjon
        order by plass nulls last, modus, annen_takstkode nulls first, fradato, tildato
    )::integer as nummer,
    modus,
    annen_takstkode,
    andre.takst_navn as annen_takst_navn,
    case
        when kombinasjon = 'ugyldig' and exists (select 1 from staging.takstkoder_offisielle)
            then offisiell
    end as offisiell
from rules
left join dimensions.fagomraader_by_kode as fagomraader
    on rules.fagomraade = fagomraader.fagomraade
left join dimensions.takster_by_kode as takster
    on rules.fagomraade = takster.fagomraade
    and rules.takstkode = takster.takstkode
left join dimensions.takster_by_kode as andre
    on rules.fagomraade = andre.fagomraade
    and rules.annen_takstkode = andre.takstkode
