-- One row per kommunenr that was valid on 1 January of a year: who lived there that day. A number
-- that the source has no inhabitants for has its row without them.
with years as (
    select unnest(range(min(ar), max(ar) + 1))::smallint as ar
    from staging.kommune_innbyggere
)

select
    kommuner.*,
    years.ar,
    innbyggere.innbyggere
from years
inner join geography.kommuner_placed as kommuner
    on make_date(years.ar, 1, 1) between kommuner.gyldig_fra
    and coalesce(kommuner.gyldig_til, 'infinity')
left join staging.kommune_innbyggere as innbyggere
    on kommuner.kommunenr = innbyggere.kommunenr
    and years.ar = innbyggere.ar
