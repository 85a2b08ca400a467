-- One row per bandasjist with a direct settlement agreement.
select
    api_text(sar_id) as sar_id,
    api_text(sar_navn) as sar_navn,
    api_text(sar_orgnr) as sar_orgnr,
    api_text(hovedenhet_orgnr) as hovedenhet_orgnr,
    api_text(underenhet_orgnr) as underenhet_orgnr,
    api_date(gyldig_fra) as gyldig_fra,
    api_end_date(gyldig_til) as gyldig_til,
    api_text(status) as status,
    api_timestamp(tidspunkt_registrert) as tidspunkt_registrert,
    api_timestamp(tidspunkt_oppdatert) as tidspunkt_oppdatert
from raw.bandasjister
