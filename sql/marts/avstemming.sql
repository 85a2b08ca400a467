-- One row per fagomraade, takstkode, praksistype and period of takstbruk. It has the sum of each
-- level (kommune, fylke, the whole country) and the differences between them.
select
    case when maned is null then 'ar' else 'maned' end as periodetype,
    ar,
    maned,
    make_date(ar, coalesce(maned, 1), 1) as periode,
    forelopig,
    fagomraade,
    fagomraade_navn,
    takstkode,
    takst_navn,
    praksis_type_kode,
    praksis_type_navn,
    kommune_rader,
    kommune_antall_regninger,
    kommune_sum_antall_takst,
    kommune_sum_refusjon,
    fylke_rader,
    fylke_antall_regninger,
    fylke_sum_antall_takst,
    fylke_sum_refusjon,
    landet_rader,
    landet_antall_regninger,
    landet_sum_antall_takst,
    landet_sum_refusjon,
    gap(fylke_antall_regninger, fylke_rader, kommune_antall_regninger, kommune_rader)
        as fylke_minus_kommune_antall_regninger,
    gap(fylke_sum_antall_takst, fylke_rader, kommune_sum_antall_takst, kommune_rader)
        as fylke_minus_kommune_sum_antall_takst,
    gap(fylke_sum_refusjon, fylke_rader, kommune_sum_refusjon, kommune_rader)::decimal(18, 2)
        as fylke_minus_kommune_sum_refusjon,
    gap(landet_antall_regninger, landet_rader, fylke_antall_regninger, fylke_rader)
        as landet_minus_fylke_antall_regninger,
    gap(landet_sum_antall_takst, landet_rader, fylke_sum_antall_takst, fylke_rader)
        as landet_minus_fylke_sum_antall_takst,
    gap(landet_sum_refusjon, landet_rader, fylke_sum_refusjon, fylke_rader)::decimal(18, 2)
        as landet_minus_fylke_sum_refusjon,
    percentage(
        gap(landet_sum_antall_takst, landet_rader, kommune_sum_antall_takst, kommune_rader),
        landet_sum_antall_takst
    ) as mangler_i_kommune_prosent_sum_antall_takst,
    percentage(
        gap(landet_sum_refusjon, landet_rader, kommune_sum_refusjon, kommune_rader),
        landet_sum_refusjon
    ) as mangler_i_kommune_prosent_sum_refusjon,
    maneder_spurt,
    maneder_rader,
    maneder_antall_regninger,
    maneder_sum_antall_takst,
    maneder_sum_refusjon,
    gap(landet_antall_regninger, landet_rader, maneder_antall_regninger, maneder_rader)
        as ar_minus_maneder_antall_regninger,
    gap(landet_sum_antall_takst, landet_rader, maneder_sum_antall_takst, maneder_rader)
        as ar_minus_maneder_sum_antall_takst,
    gap(landet_sum_refusjon, landet_rader, maneder_sum_refusjon, maneder_rader)::decimal(18, 2)
        as ar_minus_maneder_sum_refusjon
from marts.takstbruk_nivaer_side_by_side
