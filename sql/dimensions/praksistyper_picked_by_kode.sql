-- One row per praksistype code, also if it is listed under several fagomraader: then it belongs to
-- none of them alone.
select
    praksis_type_kode,
    min(praksis_type_navn) as praksis_type_navn,
    case when count(distinct fagomraade) = 1 then min(fagomraade) end as fagomraade
from staging.praksistyper
group by all
