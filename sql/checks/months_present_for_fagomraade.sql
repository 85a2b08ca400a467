-- warn: A fagomraade that has takstbruk in one month has it in every later requested month.
-- nb: Et fagområde som har takstbruk i én måned, har det i hver senere forespurt måned.
-- missing: months of a fagomraade (nb: måneder for et fagområde)
with months as (
    select distinct
        fagomraade,
        periode
    from marts.takstbruk_landet_maned
),

requested as (
    select max(periode_til) as until
    from marts.dekning
    where endepunkt = 'takstbruk_landet_maned'
),

spans as (
    select
        fagomraade,
        unnest(
            generate_series(min(periode), max(requested.until), interval 1 month)
        )::date as periode
    from months
    cross join requested
    group by fagomraade
)

select
    spans.fagomraade,
    spans.periode
from spans
anti join months on spans.fagomraade = months.fagomraade and spans.periode = months.periode
