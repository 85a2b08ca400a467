-- One row per fagomraade, takstkode, praksistype and period that any level has: the sums of all
-- levels side by side, with names. A level without rows has 0 rows and no sums. Only a year has
-- months to add up.
with sums as (
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
)

select
    sums.*,
    case when sums.maned is null then years.forelopig else months.forelopig end as forelopig,
    case when sums.maned is null then coalesce(requested.maneder, 0) end as maneder_spurt,
    fagomraader.fagomraade_navn,
    takster.takst_navn,
    praksistyper.praksis_type_navn
from sums
left join dimensions.years as years
    on sums.ar = years.ar
left join dimensions.months as months
    on sums.ar = months.ar
    and sums.maned = months.maned
left join intermediate.requested_months_by_year as requested
    on sums.ar = requested.ar
left join dimensions.fagomraader_by_kode as fagomraader
    on sums.fagomraade = fagomraader.fagomraade
left join dimensions.takster_by_kode as takster
    on sums.fagomraade = takster.fagomraade
    and sums.takstkode = takster.takstkode
left join dimensions.praksistyper_picked_by_kode as praksistyper
    on sums.praksis_type_kode = praksistyper.praksis_type_kode
