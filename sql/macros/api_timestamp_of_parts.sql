-- The moment of [year, month, day, hour, minute, second, nanosecond], of which the last may be left
-- out: how Java writes dates as lists.
create or replace macro api_timestamp_of_parts(parts) as make_timestamp(
    parts[1]::bigint,
    parts[2]::bigint,
    parts[3]::bigint,
    coalesce(parts[4]::bigint, 0),
    coalesce(parts[5]::bigint, 0),
    coalesce(parts[6]::bigint, 0) + coalesce(parts[7]::bigint, 0) / 1e9
);
