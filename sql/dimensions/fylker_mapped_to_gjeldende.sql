-- One row per fylkesnr and year: the fylke of today that the kommuner it had that year lie in, if
-- they lie in one, or the fylke itself while its number is in use. A number that was not valid that
-- year stands for all kommuner it ever had.
with years as (
    select unnest(range(1990, 2100))::smallint as ar
),

members as (
    select
        fylker.fylkesnr,
        fylker.gyldig_til,
        years.ar,
        dagens.fylkesnr as gjeldende_fylkesnr
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
    inner join staging.kommuner as dagens
        on parts.gjeldende_kommunenr = dagens.kommunenr
)

select
    fylkesnr,
    ar,
    case
        when gyldig_til is null then fylkesnr
        when count(distinct gjeldende_fylkesnr) = 1 then min(gjeldende_fylkesnr)
    end as gjeldende_fylkesnr,
    count(distinct gjeldende_fylkesnr) = 1 as entydig
from members
group by fylkesnr, gyldig_til, ar
