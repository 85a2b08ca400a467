-- What the macros of days and moments are made of.

-- A day anyone can mean: of the years 1900 to 2100, or one of the days that stand for an open end.
create or replace macro api_known_day(known) as list_filter(
    [known],
    lambda day: day between date '1900-01-01' and date '2100-12-31'
        or day in (date '2999-12-31', date '4000-01-01', date '9999-12-31')
)[1];

-- What the clock in UTC showed at an instant: an ISO date-time with its zone, or milliseconds since
-- 1970. Twelve digits that are a day and a time without separators are neither.
create or replace macro api_instant(bare) as case
    when regexp_full_match(
        bare,
        '\d{4}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?'
        || '(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)'
    )
        then try_cast(
            regexp_replace(bare, '^(.{10}.\d\d:\d\d)([^:\d])', '\1:00\2')
            as timestamp with time zone
        ) at time zone 'UTC'
    when regexp_full_match(
        bare,
        '(19|20|21)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])[0-5]\d'
    )
        then null
    when regexp_full_match(bare, '-?[1-9]\d{10,14}') then epoch_ms(bare::bigint)
end;

-- What the clock in Oslo showed when the clock in UTC showed this.
create or replace macro api_oslo(utc) as utc at time zone 'UTC' at time zone 'Europe/Oslo';

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

-- A day, or a day and a time, as it is written, without a zone: ISO, Norwegian, or Java's list.
create or replace macro api_moment(bare) as case
    when regexp_full_match(
        bare, '\d{4}-\d\d-\d\d([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?)?'
    )
        then try_cast(replace(bare, 'T', ' ') as timestamp)
    when regexp_full_match(
        replace(bare, ' ', ''), '\[\d{4}(,\d\d?){2}(,\d\d?){0,3}\]|\[\d{4}(,\d\d?){5},\d{1,9}\]'
    )
        then try(api_timestamp_of_parts(string_split(trim(replace(bare, ' ', ''), '[]'), ',')))
    when regexp_full_match(bare, '\d\d?\.\d\d?\.\d{4}') then try_strptime(bare, '%d.%m.%Y')
    when regexp_full_match(bare, '\d\d?\.\d\d?\.\d{4}[T ]([01]\d|2[0-3]):[0-5]\d')
        then try_strptime(replace(bare, 'T', ' '), '%d.%m.%Y %H:%M')
    when regexp_full_match(bare, '\d\d?\.\d\d?\.\d{4}[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d')
        then try_strptime(replace(bare, 'T', ' '), '%d.%m.%Y %H:%M:%S')
end;
