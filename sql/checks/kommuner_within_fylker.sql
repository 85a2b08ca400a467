-- warn: All kommuner together never add up to more than all fylker together in the same period.
-- nb: Alle kommuner er til sammen aldri mer enn alle fylker i samme periode.
-- Unlike the comparison fylke by fylke, this does not depend on which fylke a kommunenr belongs to.
select
    periodetype,
    periode,
    fagomraade,
    takstkode,
    praksis_type_kode,
    fylke_minus_kommune_antall_regninger,
    fylke_minus_kommune_sum_antall_takst,
    fylke_minus_kommune_sum_refusjon
from marts.avstemming
where
    fylke_minus_kommune_antall_regninger < 0
    or fylke_minus_kommune_sum_antall_takst < 0
    or beyond_rounding(-fylke_minus_kommune_sum_refusjon, kommune_rader + fylke_rader)
