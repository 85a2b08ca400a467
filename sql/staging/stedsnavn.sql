-- One row per name a kommune or a fylke has had, and the period it had it.
select
    nivaa,
    nr,
    navn as offisielt_navn,
    ssb_navn,
    norsk_navn,
    gyldig_fra::date as gyldig_fra,
    gyldig_til::date as gyldig_til
from reference.navn_historikk
