-- One row per request: what was asked for, whether it was answered, and how much came.
select
    endepunkt,
    foresporsel,
    fagomraade,
    samhandlertype,
    geografi,
    periodetype,
    periode_fra,
    periode_til,
    case
        when gjenbrukt_fra is not null then 'gjenbrukt'
        when rader = 0 then 'tom'
        else 'ok'
    end as status,
    rader,
    bytes,
    sha256,
    hentet,
    gjenbrukt_fra,
    null::varchar as delt_etter
from staging.receipts
union all
select
    endepunkt,
    foresporsel,
    fagomraade,
    null::varchar as samhandlertype,
    null::varchar as geografi,
    null::varchar as periodetype,
    null::date as periode_fra,
    null::date as periode_til,
    'delt' as status,
    null::bigint as rader,
    null::bigint as bytes,
    null::varchar as sha256,
    null::timestamp as hentet,
    null::varchar as gjenbrukt_fra,
    delt_etter
from staging.splits
