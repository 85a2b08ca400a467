-- One row per fylkesnr; each has exactly one validity period since 2010.
select
    fylkesnr,
    fylkesnavn,
    api_date(gyldig_fra) as gyldig_fra,
    api_end_date(gyldig_til) as gyldig_til
from reference.fylker
