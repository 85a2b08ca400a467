-- One row per fagomraade: how many praksistyper and takster it has, and when its takster were used
-- in the whole country. Columns about what was not requested are empty, not 0.
with praksistyper as (
    select
        fagomraade,
        count(*) as antall
    from staging.praksistyper
    group by all
),

takstkoder as (
    select
        fagomraade,
        count(distinct takstkode) as antall
    from staging.takstkoder
    group by all
)

select
    fagomraader.fagomraade,
    fagomraader.fagomraade_navn,
    coalesce(praksistyper.antall, 0) as antall_praksistyper,
    case
        when exists (select 1 from staging.requests where endepunkt = 'takstkoder')
            then coalesce(takstkoder.antall, 0)
    end as antall_takstkoder,
    brukt.antall_praksistyper as antall_praksistyper_brukt,
    brukt.antall_takstkoder as antall_takstkoder_brukt,
    brukt.forste_maned as takstbruk_forste_maned,
    brukt.siste_maned as takstbruk_siste_maned,
    brukt.forste_ar as takstbruk_forste_ar,
    brukt.siste_ar as takstbruk_siste_ar
from staging.fagomraader as fagomraader
left join praksistyper
    on fagomraader.fagomraade = praksistyper.fagomraade
left join takstkoder
    on fagomraader.fagomraade = takstkoder.fagomraade
left join intermediate.takstbruk_of_fagomraader as brukt
    on fagomraader.fagomraade = brukt.fagomraade
