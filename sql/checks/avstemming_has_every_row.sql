-- error: avstemming adds up every row of takstbruk, of each level and kind of period.
-- nb: avstemming summerer hver rad i takstbruk, på hvert nivå og for hver type periode.
-- counts: levels and kinds of period (nb: nivåer og typer periode)
with answered as (
    select 'maned' as periodetype, 'kommune' as niva, count(*) as rader
    from marts.takstbruk_kommune_maned
    union all
    select 'ar' as periodetype, 'kommune' as niva, count(*) as rader
    from marts.takstbruk_kommune_ar
    union all
    select 'maned' as periodetype, 'fylke' as niva, count(*) as rader
    from marts.takstbruk_fylke_maned
    union all
    select 'ar' as periodetype, 'fylke' as niva, count(*) as rader
    from marts.takstbruk_fylke_ar
    union all
    select 'maned' as periodetype, 'landet' as niva, count(*) as rader
    from marts.takstbruk_landet_maned
    union all
    select 'ar' as periodetype, 'landet' as niva, count(*) as rader
    from marts.takstbruk_landet_ar
    union all
    select 'ar' as periodetype, 'maneder' as niva, count(*) as rader
    from marts.takstbruk_landet_maned
),

added_up as (
    select periodetype, 'kommune' as niva, sum(kommune_rader) as rader
    from marts.avstemming
    group by all
    union all
    select periodetype, 'fylke' as niva, sum(fylke_rader) as rader
    from marts.avstemming
    group by all
    union all
    select periodetype, 'landet' as niva, sum(landet_rader) as rader
    from marts.avstemming
    group by all
    union all
    select periodetype, 'maneder' as niva, sum(maneder_rader) as rader
    from marts.avstemming
    group by all
)

select
    periodetype,
    niva,
    answered.rader,
    added_up.rader as added_up_rader,
    abs(answered.rader - coalesce(added_up.rader, 0)) as rows
from answered
left join added_up
    using (periodetype, niva)
where answered.rader <> coalesce(added_up.rader, 0)
