-- One row per kommunenr, with the fylke it lies in and the kommune of today it has become.
select
    kommuner.kommunenr,
    kommuner.kommunenavn,
    kommuner.fylkesnr,
    kommuner.fylkesnavn,
    kommuner.gyldig_fra,
    kommuner.gyldig_til,
    gjeldende.gjeldende_kommunenr,
    dagens.fylkesnr as gjeldende_fylkesnr,
    gjeldende.entydig
from geography.kommuner_joined_to_fylker as kommuner
left join staging.kommune_til_gjeldende as gjeldende
    on kommuner.kommunenr = gjeldende.kommunenr
left join staging.kommuner as dagens
    on gjeldende.gjeldende_kommunenr = dagens.kommunenr
