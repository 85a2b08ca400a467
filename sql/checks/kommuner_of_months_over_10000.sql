-- warn: Only kommuner that have had more than 10 000 inhabitants have monthly figures.
-- nb: Bare kommuner som har hatt mer enn 10 000 innbyggere, har månedstall.
-- counts: kommuner (nb: kommuner)
with largest as (
    select
        kommunenr as behandler_kommunenr,
        max(innbyggere::integer) as innbyggere
    from reference.kommune_innbyggere
    group by all
)

select
    behandler_kommunenr,
    largest.innbyggere,
    count(*) as rows
from marts.takstbruk_kommune_maned
inner join largest
    using (behandler_kommunenr)
where largest.innbyggere <= 10000
group by all
