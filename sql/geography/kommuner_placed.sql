-- One row per kommunenr, with its names, its fylke, and the kommune and the fylke of today.
with named as (
    select
        kommuner.kommunenr,
        names.navn as kommunenavn,
        kommuner.offisielt_navn,
        kommuner.fylkesnr,
        fylker.fylkesnavn,
        kommuner.gyldig_fra,
        kommuner.gyldig_til
    from staging.kommuner as kommuner
    left join geography.stedsnavn_by_nr as names
        on kommuner.kommunenr = names.nr
        and names.nivaa = 'kommune'
    left join geography.fylker_named as fylker
        on kommuner.fylkesnr = fylker.fylkesnr
)

select
    named.*,
    gjeldende.gjeldende_kommunenr,
    today.kommunenavn as gjeldende_kommunenavn,
    today.fylkesnr as gjeldende_fylkesnr,
    today.fylkesnavn as gjeldende_fylkesnavn,
    gjeldende.entydig
from named
left join staging.kommune_til_gjeldende as gjeldende
    on named.kommunenr = gjeldende.kommunenr
left join named as today
    on gjeldende.gjeldende_kommunenr = today.kommunenr
