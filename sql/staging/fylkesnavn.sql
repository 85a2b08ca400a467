-- One row per name a fylke has had and the period it had it.
select
    nr as fylkesnr,
    navn,
    ssb_navn,
    norsk_navn,
    api_date(gyldig_fra) as gyldig_fra,
    api_end_date(gyldig_til) as gyldig_til
from reference.navn_historikk
where nivaa = 'fylke'
