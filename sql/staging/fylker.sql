-- One row per fylkesnr; each has exactly one validity period since 2010.
select
    fylkesnr,
    fylkesnavn as offisielt_navn,
    gyldig_fra::date as gyldig_fra,
    gyldig_til::date as gyldig_til
from reference.fylker
