-- One row per fagomraade, takstkode, praksistype, period and level (niva): the sums of its rows.
-- The level maneder is the months of the whole country, added up to their year.
with figures as (
    select 'kommune' as niva, * from marts.takstbruk_kommune_maned
    union all by name
    select 'kommune' as niva, * from marts.takstbruk_kommune_ar
    union all by name
    select 'fylke' as niva, * from marts.takstbruk_fylke_maned
    union all by name
    select 'fylke' as niva, * from marts.takstbruk_fylke_ar
    union all by name
    select 'landet' as niva, * from marts.takstbruk_landet_maned
    union all by name
    select 'landet' as niva, * from marts.takstbruk_landet_ar
    union all by name
    select 'maneder' as niva, * exclude (maned) from marts.takstbruk_landet_maned
)

select
    niva,
    ar,
    maned,
    fagomraade,
    takstkode,
    praksis_type_kode,
    count(*) as rader,
    known_sum(antall_regninger)::bigint as antall_regninger,
    known_sum(sum_antall_takst)::bigint as sum_antall_takst,
    known_sum(sum_refusjon)::decimal(18, 2) as sum_refusjon
from figures
group by all
