-- error: Every month from the first to the last requested one is answered for every fagomraade.
-- nb: Hver måned fra den første til den siste forespurte er besvart for hvert fagområde.
-- missing: months of a fagomraade (nb: måneder for et fagområde)
with answered as (
    select distinct
        endepunkt,
        fagomraade,
        unnest(generate_series(periode_fra, periode_til, interval 1 month))::date as maned
    from marts.dekning
    where status not in ('delt', 'avvist') and periode_fra is not null
),

spans as (
    select
        endepunkt,
        unnest(generate_series(min(periode_fra), max(periode_til), interval 1 month))::date as maned
    from marts.dekning
    where periode_fra is not null
    group by endepunkt
),

fagomraader as (
    select distinct
        endepunkt,
        fagomraade
    from marts.dekning
    where fagomraade is not null
)

select
    fagomraader.endepunkt,
    fagomraader.fagomraade,
    spans.maned
from fagomraader
inner join spans on fagomraader.endepunkt = spans.endepunkt
anti join answered
    on
        fagomraader.endepunkt = answered.endepunkt
        and fagomraader.fagomraade = answered.fagomraade
        and spans.maned = answered.maned
