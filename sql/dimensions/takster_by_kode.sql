-- One row per fagomraade and takstkode of the tariff, with its latest text and a short name. It has
-- the first and last day of its periods.
with takster as (
    select
        fagomraade,
        takstkode,
        arg_max(beskrivelse, (fradato, takst_id)) as beskrivelse,
        min(fradato) as gyldig_fra,
        case when bool_and(tildato is not null) then max(tildato) end as gyldig_til,
        count(*) as antall_perioder
    from staging.takstkoder
    group by all
)

select
    fagomraade,
    takstkode,
    short_name(beskrivelse) as takst_navn,
    beskrivelse,
    gyldig_fra,
    gyldig_til,
    antall_perioder
from takster
