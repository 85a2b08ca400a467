-- One row per fagomraade, takstkode and praksistype in one kommune in one year, as the API answered
-- it.
select
    api_year(ar) as ar,
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
from raw.takstbruk_kommune_ar
