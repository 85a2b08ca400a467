-- warn: The fylker of today add up to no less than all kommuner, and to no more than all fylker.
-- nb: Dagens fylker er til sammen ikke mindre enn alle kommunene og ikke mer enn alle fylkene.
-- counts: sums of fylker of today (nb: summer av dagens fylker)
-- If only some fylker were requested, the others are missing among the fylker of today.
with figures as (
    select 'kommune' as niva, * from marts.takstbruk_kommune_ar
    union all by name
    select 'fylke' as niva, * from marts.takstbruk_fylke_ar
    union all by name
    select 'gjeldende' as niva, * from marts.takstbruk_fylke_ar_gjeldende
),

sums as (
    select
        ar,
        fagomraade,
        takstkode,
        praksis_type_kode,
        count(*) filter (niva = 'gjeldende') as rows,
        sum(sum_antall_takst) filter (niva = 'kommune') as kommune_sum_antall_takst,
        sum(sum_antall_takst) filter (niva = 'fylke') as fylke_sum_antall_takst,
        sum(sum_antall_takst) filter (niva = 'gjeldende') as gjeldende_sum_antall_takst
    from figures
    group by all
)

select sums.*
from sums
anti join intermediate.requested_places as requested
    on sums.fagomraade = requested.fagomraade
    and requested.bare_noen_fylker
where
    coalesce(sums.gjeldende_sum_antall_takst, 0) < sums.kommune_sum_antall_takst
    or sums.gjeldende_sum_antall_takst > sums.fylke_sum_antall_takst
