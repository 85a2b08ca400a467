-- One row per kommunenr, with its names, its fylke, and the kommune and the fylke of today.
with named as (
    select
        kommuner.kommunenr,
        navn.navn as kommunenavn,
        kommuner.offisielt_navn,
        kommuner.fylkesnr,
        fylker.fylkesnavn,
        kommuner.gyldig_fra,
        kommuner.gyldig_til
    from staging.kommuner as kommuner
    left join geography.stedsnavn_by_nr as navn
        on kommuner.kommunenr = navn.nr
        and navn.nivaa = 'kommune'
    left join geography.fylker_named as fylker
        on kommuner.fylkesnr = fylker.fylkesnr
)

select
    named.*,
    gjeldende.gjeldende_kommunenr,
    dagens.kommunenavn as gjeldende_kommunenavn,
    dagens.fylkesnr as gjeldende_fylkesnr,
    dagens.fylkesnavn as gjeldende_fylkesnavn,
    gjeldende.entydig
from named
left join staging.kommune_til_gjeldende as gjeldende
    on named.kommunenr = gjeldende.kommunenr
left join named as dagens
    on gjeldende.gjeldende_kommunenr = dagens.kommunenr
