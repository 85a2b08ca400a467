-- warn: Every kommune has a population for each year since 2015 in which it was valid on 1 January.
-- nb: Hver kommune har et folketall for hvert år siden 2015 der den fantes 1. januar.
-- missing: years of a kommune (nb: år for en kommune)
with years as (
    select unnest(range(2015, max(ar) + 1)) as ar
    from marts.kommune_innbyggere
)

select
    kommuner.kommunenr,
    years.ar
from years
inner join marts.kommuner as kommuner
    on kommuner.gyldig_fra <= make_date(years.ar, 1, 1)
    and coalesce(kommuner.gyldig_til, 'infinity') >= make_date(years.ar, 1, 1)
anti join marts.kommune_innbyggere as innbyggere
    on kommuner.kommunenr = innbyggere.kommunenr
    and years.ar = innbyggere.ar
