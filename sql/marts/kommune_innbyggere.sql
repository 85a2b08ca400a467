-- One row per kommunenr that was valid on 1 January of a year: who lived there that day.
select
    kommunenr,
    kommunenavn,
    ar,
    innbyggere,
    fylkesnr,
    fylkesnavn,
    gjeldende_kommunenr,
    gjeldende_kommunenavn,
    gjeldende_fylkesnr,
    gjeldende_fylkesnavn,
    entydig
from geography.kommuner_with_innbyggere
