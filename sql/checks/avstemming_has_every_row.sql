-- error: avstemming adds up every row of takstbruk, of each level and kind of period.
-- nb: avstemming summerer hver rad i takstbruk, på hvert nivå og for hver type periode.
-- counts: levels and kinds of period (nb: nivåer og typer periode)
with answered as (
    select 'maned' as periodetype, 'kommune' as niva, count(*) as rader,
        sum(antall_regninger) as regninger, sum(sum_antall_takst) as takster,
        sum(sum_refusjon) as refusjon
    from marts.takstbruk_kommune_maned
    union all
    select 'ar', 'kommune', count(*), sum(antall_regninger),
        sum(sum_antall_takst), sum(sum_refusjon)
    from marts.takstbruk_kommune_ar
    union all
    select 'maned', 'fylke', count(*), sum(antall_regninger),
        sum(sum_antall_takst), sum(sum_refusjon)
    from marts.takstbruk_fylke_maned
    union all
    select 'ar', 'fylke', count(*), sum(antall_regninger),
        sum(sum_antall_takst), sum(sum_refusjon)
    from marts.takstbruk_fylke_ar
    union all
    select 'maned', 'landet', count(*), sum(antall_regninger),
        sum(sum_antall_takst), sum(sum_refusjon)
    from marts.takstbruk_landet_maned
    union all
    select 'ar', 'landet', count(*), sum(antall_regninger),
        sum(sum_antall_takst), sum(sum_refusjon)
    from marts.takstbruk_landet_ar
    union all
    select 'ar', 'maneder', count(*), sum(antall_regninger),
        sum(sum_antall_takst), sum(sum_refusjon)
    from marts.takstbruk_landet_maned
),

added_up as (
    select periodetype, 'kommune' as niva, sum(kommune_rader) as rader,
        sum(kommune_antall_regninger) as regninger, sum(kommune_sum_antall_takst) as takster,
        sum(kommune_sum_refusjon) as refusjon
    from marts.avstemming group by all
    union all
    select periodetype, 'fylke', sum(fylke_rader), sum(fylke_antall_regninger),
        sum(fylke_sum_antall_takst), sum(fylke_sum_refusjon)
    from marts.avstemming group by all
    union all
    select periodetype, 'landet', sum(landet_rader), sum(landet_antall_regninger),
        sum(landet_sum_antall_takst), sum(landet_sum_refusjon)
    from marts.avstemming group by all
    union all
    select periodetype, 'maneder', sum(maneder_rader), sum(maneder_antall_regninger),
        sum(maneder_sum_antall_takst), sum(maneder_sum_refusjon)
    from marts.avstemming group by all
)

select periodetype, niva, answered.rader, added_up.rader as added_up_rader,
    greatest(abs(answered.rader - coalesce(added_up.rader, 0)), 1) as rows
from answered
left join added_up using (periodetype, niva)
where answered.rader <> coalesce(added_up.rader, 0)
    or answered.rader > 0 and (answered.regninger, answered.takster, answered.refusjon)
        is distinct from (added_up.regninger, added_up.takster, added_up.refusjon)
