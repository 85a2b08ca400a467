-- One row per fagomraade, takstkode and praksistype in one kommune in one month, as the API
-- answered it.
with dated as (
    select
        *,
        api_year_month(maned, ar) as year_month
    from raw.takstbruk_kommune_maned
)

select
    (year_month // 100)::smallint as ar,
    (year_month % 100)::tinyint as maned,
    api_kommunenr(behandler_kommunenr) as behandler_kommunenr,
    api_text(fagomraade) as fagomraade,
    api_text(takstkode) as takstkode,
    api_text(praksis_type_kode) as praksis_type_kode,
    api_text(samhandler_praksis_type) as samhandler_praksis_type,
    api_count(antall_regninger) as antall_regninger,
    api_count(sum_antall_takst) as sum_antall_takst,
    api_money(sum_refusjon) as sum_refusjon,
    api_money(sum_egenandel_betalt_av_pasient) as sum_egenandel_betalt_av_pasient,
    api_money(sum_egenandel_dekket_av_folketrygden) as sum_egenandel_dekket_av_folketrygden
from dated
