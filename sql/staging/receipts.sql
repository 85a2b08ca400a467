-- One row per request that was answered: how much came, and when.
select
    endpoint as endepunkt,
    key as foresporsel,
    rows::bigint as rader,
    (body->>'bytes')::bigint as bytes,
    body->>'sha256' as sha256,
    (fetched_at::timestamptz at time zone 'UTC')::timestamp as hentet,
    reused_from as gjenbrukt_fra
from raw.receipts
