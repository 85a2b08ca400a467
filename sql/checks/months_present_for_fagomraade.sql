-- warn: A fagomraade that has takstbruk in one month has it in every later month asked for.
with months as (
    select distinct
        fagomraade,
        periode
    from marts.takstbruk_landet_maned
),

spans as (
    select
        fagomraade,
        unnest(generate_series(
            min(periode), (select max(periode) from marts.takstbruk_landet_maned), interval 1 month
        ))::date as periode
    from months
    group by fagomraade
)

select
    spans.fagomraade,
    spans.periode
from spans
anti join months on spans.fagomraade = months.fagomraade and spans.periode = months.periode
