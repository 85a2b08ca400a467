-- One row per fagomraade, takstkode and praksistype in one kommune of today in one year; rows whose
-- number has become no kommune of today stay under that number.
with sums as (
    select
        ar,
        periode,
        coalesce(gjeldende_kommunenr, behandler_kommunenr) as kommunenr,
        gjeldende_kommunenr is not null as er_gjeldende,
        fagomraade,
        takstkode,
        praksis_type_kode,
        count(*) as antall_kilder,
        count(*) filter (kommune_gyldig = 'gyldig') as antall_gyldige,
        bool_or(not entydig) as omtrentlig,
        sum(antall_regninger)::bigint as antall_regninger,
        sum(sum_antall_takst)::bigint as sum_antall_takst,
        sum(sum_refusjon)::decimal(18, 2) as sum_refusjon,
        sum(sum_egenandel_betalt_av_pasient)::decimal(18, 2) as sum_egenandel_betalt_av_pasient,
        sum(sum_egenandel_dekket_av_folketrygden)::decimal(18, 2)
            as sum_egenandel_dekket_av_folketrygden
    from intermediate.takstbruk_kommune_ar_placed
    group by all
)

select
    sums.ar,
    sums.periode,
    years.antall_maneder,
    years.forelopig,
    sums.kommunenr,
    kommuner.kommunenavn,
    sums.er_gjeldende,
    kommuner.fylkesnr,
    kommuner.fylkesnavn,
    sums.antall_kilder,
    case
        when sums.er_gjeldende and sums.antall_kilder = sums.antall_gyldige
            then dagens.antall_kommuner - sums.antall_gyldige
    end as antall_uten_rad,
    case
        when sums.er_gjeldende then sums.omtrentlig or coalesce(dagens.omtrentlig, false)
    end as omtrentlig,
    sums.fagomraade,
    sums.takstkode,
    sums.praksis_type_kode,
    sums.antall_regninger,
    sums.sum_antall_takst,
    sums.sum_refusjon,
    sums.sum_egenandel_betalt_av_pasient,
    sums.sum_egenandel_dekket_av_folketrygden
from sums
left join geography.kommuner_joined_to_fylker as kommuner
    on sums.kommunenr = kommuner.kommunenr
left join geography.kommuner_of_today_by_ar as dagens
    on sums.kommunenr = dagens.gjeldende_kommunenr
    and sums.ar = dagens.ar
left join dimensions.years as years
    on sums.ar = years.ar
