-- One row per fagomraade, takstkode and praksistype in one kommune of today in one year. Rows whose
-- number became no kommune of today keep their number.
select
    sums.ar,
    sums.periode,
    years.antall_maneder,
    years.forelopig,
    sums.kommunenr as gjeldende_kommunenr,
    kommuner.kommunenavn as gjeldende_kommunenavn,
    sums.er_gjeldende,
    kommuner.fylkesnr as gjeldende_fylkesnr,
    kommuner.fylkesnavn as gjeldende_fylkesnavn,
    sums.antall_kilder,
    sums.antall_uten_rad,
    completeness(sums.antall_uten_rad) as fullstendighet,
    sums.omtrentlig,
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
from intermediate.takstbruk_kommune_ar_summed as sums
left join dimensions.kommuner_by_nr as kommuner
    on sums.kommunenr = kommuner.kommunenr
left join dimensions.fagomraader_by_kode as fagomraader
    on sums.fagomraade = fagomraader.fagomraade
left join dimensions.takster_by_kode as takster
    on sums.fagomraade = takster.fagomraade
    and sums.takstkode = takster.takstkode
left join dimensions.praksistyper_picked_by_kode as praksistyper
    on sums.praksis_type_kode = praksistyper.praksis_type_kode
left join dimensions.years as years
    on sums.ar = years.ar
