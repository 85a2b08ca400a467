-- One row per fagomraade whose takstbruk in the whole country was requested. It has the number of
-- codes, and the first and last month and year.
with requested as (
    select distinct fagomraade
    from staging.requests
    where geografi = 'landet'
)

select
    requested.fagomraade,
    count(distinct koder.takstkode) as antall_takstkoder,
    count(distinct koder.praksis_type_kode) as antall_praksistyper,
    min(koder.forste_maned) as forste_maned,
    max(koder.siste_maned) as siste_maned,
    min(koder.forste_ar) as forste_ar,
    max(koder.siste_ar) as siste_ar
from requested
left join dimensions.takstbruk_koder as koder
    on requested.fagomraade = koder.fagomraade
group by all
