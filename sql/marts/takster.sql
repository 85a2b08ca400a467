-- One row per fagomraade and takstkode that is in the tariff or was used in the whole country. It
-- has the latest text, the rates on the day of the pull, and the time of use.
with used as (
    select
        fagomraade::varchar as fagomraade,
        takstkode::varchar as takstkode,
        min(forste_maned) as forste_maned,
        max(siste_maned) as siste_maned,
        min(forste_ar) as forste_ar,
        max(siste_ar) as siste_ar
    from dimensions.takstbruk_koder
    group by all
)

select
    fagomraade,
    fagomraader.fagomraade_navn,
    takstkode,
    takster.takst_navn,
    takster.beskrivelse,
    types.takst_type,
    types.takst_tid,
    takster.gyldig_fra,
    takster.gyldig_til,
    case
        when takster.takstkode is not null and pull_time.dag is not null
            then gjeldende.takstkode is not null
    end as takst_er_gjeldende,
    gjeldende.honorar as gjeldende_honorar,
    gjeldende.refusjon as gjeldende_refusjon,
    gjeldende.egenandel as gjeldende_egenandel,
    coalesce(takster.antall_perioder, 0) as antall_perioder,
    used.forste_maned as takstbruk_forste_maned,
    used.siste_maned as takstbruk_siste_maned,
    used.forste_ar as takstbruk_forste_ar,
    used.siste_ar as takstbruk_siste_ar,
    case when takster.takstkode is null then 'takstbruk' else 'kodeverk' end as kilde
from dimensions.takster_by_kode as takster
full join used
    using (fagomraade, takstkode)
left join intermediate.takstkoder_valid_at_pull as gjeldende
    using (fagomraade, takstkode)
left join intermediate.takst_types_of_official_tariff as types
    using (fagomraade, takstkode)
left join dimensions.fagomraader_by_kode as fagomraader
    using (fagomraade)
cross join staging.pull_time
