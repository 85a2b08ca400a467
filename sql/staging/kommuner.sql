-- One row per kommunenr; each has exactly one validity period since 2010.
select
    kommunenr,
    kommunenavn,
    fylkesnr,
    api_date(gyldig_fra) as gyldig_fra,
    api_end_date(gyldig_til) as gyldig_til
from reference.kommuner
