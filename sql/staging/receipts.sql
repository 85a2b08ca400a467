-- One row per request that was answered, with what it asked for and how much came.
select
    endpoint as endepunkt,
    key as foresporsel,
    parameters->>'fagomraade' as fagomraade,
    parameters->>'samhandlertype' as samhandlertype,
    nullif(regexp_extract(endpoint, '^takstbruk_(kommune|fylke|landet)_', 1), '') as geografi,
    nullif(regexp_extract(endpoint, '^takstbruk_.*_(maned|ar)$', 1), '') as periodetype,
    coalesce(
        strptime(parameters->>'fommaned', '%Y%m'), strptime(parameters->>'fomar', '%Y')
    )::date as periode_fra,
    coalesce(
        strptime(parameters->>'tommaned', '%Y%m'),
        strptime(parameters->>'tomar', '%Y') + interval 11 month
    )::date as periode_til,
    rows::bigint as rader,
    (body->>'bytes')::bigint as bytes,
    body->>'sha256' as sha256,
    (fetched_at::timestamptz at time zone 'UTC')::timestamp as hentet,
    reused_from as gjenbrukt_fra
from raw.receipts
