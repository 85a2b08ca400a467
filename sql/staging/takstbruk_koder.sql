-- One row per fagomraade, takstkode, praksistype and name of it that the rows for the whole country
-- carry, with the first and last month (yyyymm) and year they are used in.
with used as (
    select
        fagomraade,
        takstkode,
        praksis_type_kode,
        samhandler_praksis_type,
        api_year_month(maned, ar) as maned,
        null::smallint as ar
    from raw.takstbruk_landet_maned
    union all
    select
        fagomraade,
        takstkode,
        praksis_type_kode,
        samhandler_praksis_type,
        null::integer as maned,
        api_year(ar) as ar
    from raw.takstbruk_landet_ar
)

select
    api_text(fagomraade) as fagomraade,
    api_text(takstkode) as takstkode,
    api_text(praksis_type_kode) as praksis_type_kode,
    api_text(samhandler_praksis_type) as samhandler_praksis_type,
    min(maned) as forste_maned,
    max(maned) as siste_maned,
    min(ar) as forste_ar,
    max(ar) as siste_ar
from used
group by all
