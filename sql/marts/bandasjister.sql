-- One row per bandasjist with a direct settlement agreement.
select
    sar_id,
    sar_navn,
    sar_orgnr,
    hovedenhet_orgnr,
    underenhet_orgnr,
    gyldig_fra,
    gyldig_til,
    status,
    tidspunkt_registrert,
    tidspunkt_oppdatert
from staging.bandasjister
