-- One row per fagomraade, takstkode and praksistype in one fylke of today in one year, with the
-- sums. It also has the number of kommuner of that year without a row, where known.
with sums as (
    select
        ar,
        periode,
        nr as fylkesnr,
        er_gjeldende,
        fagomraade,
        takstkode,
        praksis_type_kode,
        case when min(niva) = max(niva) then min(niva) else 'fylke_og_kommuner' end as summert_av,
        count(*) as antall_kilder,
        count(*) filter (niva = 'kommuner') as antall_fra_kommuner,
        bool_and(gyldig <> 'annen_periode') as gyldige,
        sum(antall_regninger)::bigint as antall_regninger,
        sum(sum_antall_takst)::bigint as sum_antall_takst,
        sum(sum_refusjon)::decimal(18, 2) as sum_refusjon,
        sum(sum_egenandel_betalt_av_pasient)::decimal(18, 2) as sum_egenandel_betalt_av_pasient,
        sum(sum_egenandel_dekket_av_folketrygden)::decimal(18, 2)
            as sum_egenandel_dekket_av_folketrygden
    from intermediate.takstbruk_fylke_ar_parts
    group by all
)

select
    sums.*,
    sums.er_gjeldende
    and requested.bare_noen_fylker is not true
    and (kommuner.ar is null or requested.bare_noen_kommuner is not true) as alle_spurt,
    case
        when requested.bare_noen_fylker or not sums.er_gjeldende or not sums.gyldige then null
        when coalesce(kommuner.antall_kommuner, 0) = sums.antall_fra_kommuner then 0
        when requested.bare_noen_kommuner then null
        else kommuner.antall_kommuner - sums.antall_fra_kommuner
    end as antall_uten_rad
from sums
left join intermediate.fylker_of_today_by_ar as kommuner
    on sums.fylkesnr = kommuner.gjeldende_fylkesnr
    and sums.ar = kommuner.ar
left join intermediate.requested_places as requested
    on sums.fagomraade = requested.fagomraade
