-- One row per name a kommune has had and the period it had it.
select
    nr as kommunenr,
    navn,
    gyldig_fra::date as gyldig_fra,
    gyldig_til::date as gyldig_til
from reference.navn_historikk
where nivaa = 'kommune'
