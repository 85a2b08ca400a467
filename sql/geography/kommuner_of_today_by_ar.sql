-- One row per kommune of today and year: the number of kommuner of that year that belong to it. Its
-- figures are approximate that year if it got only a part of a kommune, because that kommune counts
-- wholly in one place.
with years as (
    select unnest(range(1990, 2100))::smallint as ar
)

select
    parts.gjeldende_kommunenr,
    years.ar,
    count(*) filter (parts.gjeldende_kommunenr = whole.gjeldende_kommunenr) as antall_kommuner,
    bool_or(not whole.entydig) as omtrentlig
from years
inner join staging.kommuner as kommuner
    on year(kommuner.gyldig_fra) <= years.ar
    and coalesce(year(kommuner.gyldig_til), 9999) >= years.ar
inner join geography.kommuner_followed_to_parts as parts
    on kommuner.kommunenr = parts.kommunenr
inner join staging.kommune_til_gjeldende as whole
    on kommuner.kommunenr = whole.kommunenr
group by all
