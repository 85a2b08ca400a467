-- One row per fagomraade, takstkode and praksistype in one fylke in one month.
select
    takstbruk.ar,
    takstbruk.maned,
    takstbruk.periode,
    months.forelopig,
    takstbruk.behandler_fylke,
    takstbruk.fylkesnr,
    takstbruk.fylkesnavn,
    takstbruk.fylke_gyldig,
    takstbruk.fagomraade,
    fagomraader.fagomraade_navn,
    takstbruk.takstkode,
    takstbruk.praksis_type_kode,
    praksistyper.praksis_type_navn,
    praksistyper.fagomraade as praksis_type_fagomraade,
    nullif(takstbruk.samhandler_praksis_type, praksistyper.praksis_type_navn)
        as samhandler_praksis_type,
    takstbruk.antall_regninger,
    takstbruk.sum_antall_takst,
    takstbruk.sum_refusjon,
    takstbruk.sum_egenandel_betalt_av_pasient,
    takstbruk.sum_egenandel_dekket_av_folketrygden
from intermediate.takstbruk_fylke_maned_placed as takstbruk
left join dimensions.fagomraader_by_kode as fagomraader
    on takstbruk.fagomraade = fagomraader.fagomraade
left join dimensions.praksistyper_picked_by_kode as praksistyper
    on takstbruk.praksis_type_kode = praksistyper.praksis_type_kode
left join dimensions.months as months
    on takstbruk.ar = months.ar
    and takstbruk.maned = months.maned
