-- error: Where both levels have rows, their difference in avstemming is one less the other.
-- nb: Der begge nivåene har rader, er differansen i avstemming det ene minus det andre.
select
    periodetype,
    periode,
    fagomraade,
    takstkode,
    praksis_type_kode
from marts.avstemming
where fylke_rader > 0 and kommune_rader > 0 and (
    fylke_minus_kommune_antall_regninger
    is distinct from fylke_antall_regninger - kommune_antall_regninger
    or fylke_minus_kommune_sum_antall_takst
    is distinct from fylke_sum_antall_takst - kommune_sum_antall_takst
    or fylke_minus_kommune_sum_refusjon
    is distinct from fylke_sum_refusjon - kommune_sum_refusjon
)
or landet_rader > 0 and fylke_rader > 0 and (
    landet_minus_fylke_antall_regninger
    is distinct from landet_antall_regninger - fylke_antall_regninger
    or landet_minus_fylke_sum_antall_takst
    is distinct from landet_sum_antall_takst - fylke_sum_antall_takst
    or landet_minus_fylke_sum_refusjon
    is distinct from landet_sum_refusjon - fylke_sum_refusjon
)
or landet_rader > 0 and maneder_rader > 0 and (
    ar_minus_maneder_antall_regninger
    is distinct from landet_antall_regninger - maneder_antall_regninger
    or ar_minus_maneder_sum_antall_takst
    is distinct from landet_sum_antall_takst - maneder_sum_antall_takst
    or ar_minus_maneder_sum_refusjon
    is distinct from landet_sum_refusjon - maneder_sum_refusjon
)
