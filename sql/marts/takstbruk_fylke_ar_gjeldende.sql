-- One row per fagomraade, takstkode and praksistype in one fylke of today in one year. Rows whose
-- fylke became no fylke of today keep their number.
select
    sums.ar,
    sums.periode,
    years.antall_maneder,
    years.forelopig,
    sums.fylkesnr as gjeldende_fylkesnr,
    fylker.fylkesnavn as gjeldende_fylkesnavn,
    sums.er_gjeldende,
    sums.summert_av,
    sums.antall_kilder,
    sums.antall_uten_rad,
    case
        when sums.antall_uten_rad = 0 or (sums.alle_spurt and missing.ar is null) then 0
        when sums.alle_spurt then missing.sum_antall_takst
    end::bigint as mangler_hoyst_sum_antall_takst,
    case
        when sums.antall_uten_rad = 0 or (sums.alle_spurt and missing.ar is null) then 0
        when sums.alle_spurt then missing.sum_refusjon
    end::decimal(18, 2) as mangler_hoyst_sum_refusjon,
    completeness(mangler_hoyst_sum_antall_takst) as fullstendighet,
    sums.fagomraade,
    fagomraader.fagomraade_navn,
    sums.takstkode,
    takster.takst_navn,
    sums.praksis_type_kode,
    praksistyper.praksis_type_navn,
    sums.antall_regninger,
    sums.sum_antall_takst,
    sums.sum_refusjon,
    sums.sum_egenandel_betalt_av_pasient,
    sums.sum_egenandel_dekket_av_folketrygden
from intermediate.takstbruk_fylke_ar_summed as sums
left join intermediate.takstbruk_fylke_ar_missing as missing
    on sums.fylkesnr = missing.gjeldende_fylkesnr
    and sums.ar = missing.ar
    and sums.fagomraade = missing.fagomraade
    and sums.takstkode = missing.takstkode
    and sums.praksis_type_kode = missing.praksis_type_kode
left join dimensions.fylker_by_nr as fylker
    on sums.fylkesnr = fylker.fylkesnr
left join dimensions.fagomraader_by_kode as fagomraader
    on sums.fagomraade = fagomraader.fagomraade
left join dimensions.takster_by_kode as takster
    on sums.fagomraade = takster.fagomraade
    and sums.takstkode = takster.takstkode
left join dimensions.praksistyper_picked_by_kode as praksistyper
    on sums.praksis_type_kode = praksistyper.praksis_type_kode
left join dimensions.years as years
    on sums.ar = years.ar
