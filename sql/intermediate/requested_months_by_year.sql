-- One row per year: how many of its months the pull requested for the whole country.
with windows as (
    select unnest(generate_series(periode_fra, periode_til, interval 1 month)) as maned
    from staging.requests
    where endepunkt = 'takstbruk_landet_maned'
)

select
    year(maned)::smallint as ar,
    count(distinct maned) as maneder
from windows
group by all
