-- error: Joined to takster, no row of takstbruk becomes two, so that no krone counts twice.
-- nb: Koblet mot takster blir ingen rad i takstbruk til to, så ingen krone telles to ganger.
-- counts: takster (nb: takster)
with used as (
    select fagomraade, takstkode
    from marts.takstbruk_landet_ar
    union
    select fagomraade, takstkode
    from marts.takstbruk_landet_maned
)

select
    fagomraade,
    takstkode,
    count(*) as rows
from used
inner join marts.takster
    using (fagomraade, takstkode)
group by all
having count(*) > 1
