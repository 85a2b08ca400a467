-- One row per name a fylke has had and the period it had it.
select
    nr as fylkesnr,
    navn,
    ssb_navn,
    norsk_navn,
    gyldig_fra::date as gyldig_fra,
    gyldig_til::date as gyldig_til
from reference.navn_historikk
where nivaa = 'fylke'
