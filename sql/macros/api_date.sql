-- A day in Norway. An instant (Z, +0000, epoch millis) is the Oslo day it falls on, since the API
-- may write Norwegian midnights in UTC; a time of 23:59 is the end of the day it is written with,
-- whatever the zone.
create or replace macro api_date(raw) as case
    when raw is null or trim(raw) = '' then null
    else coalesce(
        case
            when regexp_full_match(
                trim(raw),
                '\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?|([T ]23:59(:\d\d(\.\d+)?)?)?'
                || '(Z|[+-]\d\d(:?\d\d)?)?)'
            )
                then try_cast(left(trim(raw), 10) as date)
            when regexp_full_match(
                trim(raw), '\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)'
            )
                then (
                    try_cast(
                        regexp_replace(trim(raw), '^(.{10}.\d\d:\d\d)([^:\d])', '\1:00\2')
                        as timestamp with time zone
                    ) at time zone 'Europe/Oslo'
                )::date
            when regexp_full_match(trim(raw), '-?\d{11,15}')
                then (
                    epoch_ms(trim(raw)::bigint) at time zone 'UTC' at time zone 'Europe/Oslo'
                )::date
            when regexp_full_match(replace(raw, ' ', ''), '\[\d{4}(,\d+){2,6}\]')
                then try_cast(
                    array_to_string(string_split(trim(replace(raw, ' ', ''), '[]'), ',')[1:3], '-')
                    as date
                )
            when regexp_full_match(trim(raw), '\d\d?\.\d\d?\.\d{4}')
                then try_strptime(trim(raw), '%d.%m.%Y')::date
        end,
        error('Cannot read date as a day in any known form: ' || raw)
    )
end;
