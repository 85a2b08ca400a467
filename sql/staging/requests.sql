-- One row per planned request, and per part of a request that was split.
with requests as (
    select
        endpoint,
        key,
        parameters
    from raw.plan
    union all
    select
        part->>'endpoint' as endpoint,
        part->>'key' as key,
        (part->'parameters')::varchar as parameters
    from (select unnest(parts::json[]) as part from raw.splits)
)

select
    endpoint as endepunkt,
    key as foresporsel,
    parameters->>'fagomraade' as fagomraade,
    parameters->>'samhandlertype' as samhandlertype,
    parameters->>'kommuner' as kommuner,
    parameters->>'fylker' as fylker,
    nullif(regexp_extract(endpoint, '^takstbruk_(kommune|fylke|landet)_', 1), '') as geografi,
    nullif(regexp_extract(endpoint, '^takstbruk_.*_(maned|ar)$', 1), '') as periodetype,
    coalesce(
        strptime(parameters->>'fommaned', '%Y%m'), strptime(parameters->>'fomar', '%Y')
    )::date as periode_fra,
    coalesce(
        strptime(parameters->>'tommaned', '%Y%m'),
        strptime(parameters->>'tomar', '%Y') + interval 11 month
    )::date as periode_til
from requests
