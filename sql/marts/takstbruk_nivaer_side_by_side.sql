-- One row per fagomraade, takstkode, praksistype and period that any level has, each level's sums
-- beside the others'. A level without rows has 0 rows and no sums;
-- a month has no months to add up.
select
    ar,
    maned,
    fagomraade,
    takstkode,
    praksis_type_kode,
    coalesce(max(rader) filter (where niva = 'kommune'), 0) as kommune_rader,
    max(antall_regninger) filter (where niva = 'kommune') as kommune_antall_regninger,
    max(sum_antall_takst) filter (where niva = 'kommune') as kommune_sum_antall_takst,
    max(sum_refusjon) filter (where niva = 'kommune') as kommune_sum_refusjon,
    coalesce(max(rader) filter (where niva = 'fylke'), 0) as fylke_rader,
    max(antall_regninger) filter (where niva = 'fylke') as fylke_antall_regninger,
    max(sum_antall_takst) filter (where niva = 'fylke') as fylke_sum_antall_takst,
    max(sum_refusjon) filter (where niva = 'fylke') as fylke_sum_refusjon,
    coalesce(max(rader) filter (where niva = 'landet'), 0) as landet_rader,
    max(antall_regninger) filter (where niva = 'landet') as landet_antall_regninger,
    max(sum_antall_takst) filter (where niva = 'landet') as landet_sum_antall_takst,
    max(sum_refusjon) filter (where niva = 'landet') as landet_sum_refusjon,
    case when maned is null then coalesce(max(rader) filter (where niva = 'maneder'), 0) end
        as maneder_rader,
    max(antall_regninger) filter (where niva = 'maneder') as maneder_antall_regninger,
    max(sum_antall_takst) filter (where niva = 'maneder') as maneder_sum_antall_takst,
    max(sum_refusjon) filter (where niva = 'maneder') as maneder_sum_refusjon
from marts.takstbruk_summed_by_niva
group by ar, maned, fagomraade, takstkode, praksis_type_kode
