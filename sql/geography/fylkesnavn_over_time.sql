-- One row per fylkesnr and stretch of time with one name, from fra until before til; before its
-- first name and after its last one a fylke keeps the nearest.
select
    fylkesnr,
    navn as fylkesnavn,
    case
        when lag(gyldig_fra) over own is null then '-infinity'::date
        else gyldig_fra
    end as fra,
    coalesce(lead(gyldig_fra) over own, 'infinity'::date) as til
from staging.fylkesnavn
window own as (partition by fylkesnr order by gyldig_fra)
