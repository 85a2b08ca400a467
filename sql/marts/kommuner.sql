-- One row per kommunenr, with the fylke it lies in and the kommune of today it has become.
select
    kommunenr,
    kommunenavn,
    offisielt_navn,
    fylkesnr,
    fylkesnavn,
    gyldig_fra,
    gyldig_til,
    gjeldende_kommunenr,
    gjeldende_kommunenavn,
    gjeldende_fylkesnr,
    gjeldende_fylkesnavn,
    entydig
from geography.kommuner_placed
