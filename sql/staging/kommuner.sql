-- One row per kommunenr; each has exactly one validity period since 2010.
select
    kommunenr,
    kommunenavn as offisielt_navn,
    fylkesnr,
    gyldig_fra::date as gyldig_fra,
    gyldig_til::date as gyldig_til
from reference.kommuner
