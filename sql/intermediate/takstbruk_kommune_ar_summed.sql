-- One row per fagomraade, takstkode and praksistype in one kommune of today in one year, with the
-- sums. It also has the number of kommuner of that year without a row, where known.
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
    sums.* replace (
        case
            when sums.er_gjeldende then sums.omtrentlig or coalesce(today.omtrentlig, false)
        end as omtrentlig
    ),
    case
        when not sums.er_gjeldende or sums.antall_kilder > sums.antall_gyldige then null
        when sums.antall_gyldige = today.antall_kommuner then 0
        when requested.bare_noen_kommuner then null
        else today.antall_kommuner - sums.antall_gyldige
    end as antall_uten_rad
from sums
left join geography.kommuner_of_today_by_ar as today
    on sums.kommunenr = today.gjeldende_kommunenr
    and sums.ar = today.ar
left join intermediate.requested_places as requested
    on sums.fagomraade = requested.fagomraade
