-- One row per fylkesnr.
select
    fylkesnr,
    fylkesnavn,
    gyldig_fra,
    gyldig_til
from staging.fylker
