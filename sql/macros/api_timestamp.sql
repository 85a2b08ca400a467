-- A moment as the clock showed it in Norway. An instant (Z, +0000, epoch millis) is moved to Oslo;
-- a day alone is its midnight.
create or replace macro api_timestamp(raw) as case
    when raw is null or trim(raw) = '' then null
    else coalesce(
        case
            when regexp_full_match(trim(raw), '\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?')
                then try_cast(replace(trim(raw), 'T', ' ') as timestamp)
            when regexp_full_match(
                trim(raw), '\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)'
            )
                then try_cast(
                    regexp_replace(trim(raw), '^(.{10}.\d\d:\d\d)([^:\d])', '\1:00\2')
                    as timestamp with time zone
                ) at time zone 'Europe/Oslo'
            when regexp_full_match(trim(raw), '-?\d{11,15}')
                then epoch_ms(trim(raw)::bigint) at time zone 'UTC' at time zone 'Europe/Oslo'
            when regexp_full_match(replace(raw, ' ', ''), '\[\d{4}(,\d+){2,6}\]')
                then try(
                    api_timestamp_of_parts(
                        string_split(trim(replace(raw, ' ', ''), '[]'), ',')
                    )
                )
            when regexp_full_match(trim(raw), '\d\d?\.\d\d?\.\d{4}')
                then try_strptime(trim(raw), '%d.%m.%Y')
            when regexp_full_match(trim(raw), '\d\d?\.\d\d?\.\d{4}[T ]\d\d:\d\d')
                then try_strptime(replace(trim(raw), 'T', ' '), '%d.%m.%Y %H:%M')
            when regexp_full_match(trim(raw), '\d\d?\.\d\d?\.\d{4}[T ]\d\d:\d\d:\d\d')
                then try_strptime(replace(trim(raw), 'T', ' '), '%d.%m.%Y %H:%M:%S')
        end,
        error('Cannot read moment as a day and time in any known form: ' || raw)
    )
end;
