-- One row per kommunenr with the fylke it lies in.
select
    kommuner.kommunenr,
    kommuner.kommunenavn,
    kommuner.fylkesnr,
    fylker.fylkesnavn,
    kommuner.gyldig_fra,
    kommuner.gyldig_til
from staging.kommuner as kommuner
left join staging.fylker as fylker
    on kommuner.fylkesnr = fylker.fylkesnr
