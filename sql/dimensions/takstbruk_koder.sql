-- One row per fagomraade, takstkode, praksistype and its name in the rows for the whole country. It
-- has the first and last month and year of use.
with used as (
    select
        fagomraade,
        takstkode,
        praksis_type_kode,
        samhandler_praksis_type,
        make_date(ar, maned, 1) as maned,
        null::smallint as ar
    from staging.takstbruk_landet_maned
    union all
    select
        fagomraade,
        takstkode,
        praksis_type_kode,
        samhandler_praksis_type,
        null::date as maned,
        ar
    from staging.takstbruk_landet_ar
)

select
    fagomraade::varchar as fagomraade,
    takstkode::varchar as takstkode,
    praksis_type_kode::varchar as praksis_type_kode,
    samhandler_praksis_type::varchar as samhandler_praksis_type,
    min(maned) as forste_maned,
    max(maned) as siste_maned,
    min(ar) as forste_ar,
    max(ar) as siste_ar
from used
group by all
