-- warn: The fylker of today add up to no less than all kommuner, and to no more than all fylker.
-- nb: Dagens fylker er til sammen ikke mindre enn alle kommunene og ikke mer enn alle fylkene.
-- counts: sums of fylker of today (nb: summer av dagens fylker)
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

select *
from sums
where
    coalesce(gjeldende_sum_antall_takst, 0) < kommune_sum_antall_takst
    or gjeldende_sum_antall_takst > fylke_sum_antall_takst
