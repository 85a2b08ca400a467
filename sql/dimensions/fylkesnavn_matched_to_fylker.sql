-- One row per spelling of a fylke's name and year, with the fylke that had the name that year.
-- Otherwise it is the nearest in time, because names were used again (Østfold was 01 and is 31).
with spellings as (
    select
        nr as fylkesnr,
        gyldig_fra,
        gyldig_til,
        unnest([offisielt_navn, ssb_navn, norsk_navn]) as spelling
    from staging.stedsnavn
    where nivaa = 'fylke'
),

years as (
    select unnest(range(1990, 2100))::smallint as ar
)

select
    lower(spellings.spelling) as navn,
    years.ar,
    arg_min(
        spellings.fylkesnr,
        (
            greatest(
                0,
                year(spellings.gyldig_fra) - years.ar,
                years.ar - coalesce(year(spellings.gyldig_til), 9999)
            ),
            spellings.fylkesnr
        )
    ) as fylkesnr
from spellings
cross join years
group by all
