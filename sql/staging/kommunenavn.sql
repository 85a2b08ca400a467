-- One row per name a kommune has had and the period it had it.
select
    nr as kommunenr,
    navn,
    api_date(gyldig_fra) as gyldig_fra,
    api_end_date(gyldig_til) as gyldig_til
from reference.navn_historikk
where nivaa = 'kommune'
