-- warn: No gyldig_til of bandasjister is before its gyldig_fra.
select
    sar_id,
    gyldig_fra,
    gyldig_til
from marts.bandasjister
where gyldig_til < gyldig_fra
