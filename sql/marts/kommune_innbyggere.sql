-- One row per kommunenr and year: who lived there on 1 January, and the kommune of today they count
-- towards.
select
    innbyggere.kommunenr,
    innbyggere.ar,
    innbyggere.innbyggere,
    kommuner.fylkesnr,
    gjeldende.gjeldende_kommunenr,
    dagens.fylkesnr as gjeldende_fylkesnr,
    gjeldende.entydig
from staging.kommune_innbyggere as innbyggere
left join staging.kommuner as kommuner
    on innbyggere.kommunenr = kommuner.kommunenr
left join staging.kommune_til_gjeldende as gjeldende
    on innbyggere.kommunenr = gjeldende.kommunenr
left join staging.kommuner as dagens
    on gjeldende.gjeldende_kommunenr = dagens.kommunenr
