-- One row per planned request, and per part of a request that was split: whether it was answered,
-- and how many rows came.
select
    requests.endepunkt,
    requests.foresporsel,
    requests.fagomraade,
    requests.samhandlertype,
    requests.geografi,
    requests.periodetype,
    requests.periode_fra,
    requests.periode_til,
    case
        when splits.foresporsel is not null then 'delt'
        when receipts.foresporsel is null then 'avvist'
        when receipts.gjenbrukt_fra is not null then 'gjenbrukt'
        when receipts.rader = 0 then 'tom'
        else 'ok'
    end as status,
    receipts.rader,
    receipts.bytes,
    receipts.sha256,
    receipts.hentet,
    receipts.gjenbrukt_fra,
    splits.delt_etter
from staging.requests as requests
left join staging.receipts as receipts
    on
        requests.endepunkt = receipts.endepunkt
        and requests.foresporsel = receipts.foresporsel
left join staging.splits as splits
    on
        requests.endepunkt = splits.endepunkt
        and requests.foresporsel = splits.foresporsel
