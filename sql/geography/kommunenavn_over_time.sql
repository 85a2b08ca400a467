-- One row per kommunenr and stretch of time with one name, from fra until before til; before its
-- first name and after its last one a kommune keeps the nearest.
select
    kommunenr,
    navn as kommunenavn,
    case
        when lag(gyldig_fra) over own is null then '-infinity'::date
        else gyldig_fra
    end as fra,
    coalesce(lead(gyldig_fra) over own, 'infinity'::date) as til
from staging.kommunenavn
window own as (partition by kommunenr order by gyldig_fra)
