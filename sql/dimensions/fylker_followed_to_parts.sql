-- One row per fylkesnr, year and fylke of today in which a kommune lies that the fylke had that
-- year. A number that was not valid that year stands for all kommuner it ever had.
with years as (
    select unnest(range(1990, 2100))::smallint as ar
)

select distinct
    fylker.fylkesnr,
    years.ar,
    today.fylkesnr as gjeldende_fylkesnr
from staging.fylker as fylker
cross join years
inner join staging.kommuner as kommuner
    on fylker.fylkesnr = kommuner.fylkesnr
    and (
        year(fylker.gyldig_fra) > years.ar
        or year(fylker.gyldig_til) < years.ar
        or (
            year(kommuner.gyldig_fra) <= years.ar
            and coalesce(year(kommuner.gyldig_til), 9999) >= years.ar
        )
    )
inner join geography.kommuner_followed_to_parts as parts
    on kommuner.kommunenr = parts.kommunenr
inner join staging.kommuner as today
    on parts.gjeldende_kommunenr = today.kommunenr
