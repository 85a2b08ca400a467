-- The month number of 201805, 2018-05, 05 or 5; a year written with it must be the row's own. The
-- first branch is the cheap one: 30 M rows pass here.
create or replace macro api_month(raw, ar) as case
    when strlen(raw) = 6 and try_cast(raw as integer) - 100::integer * ar between 1 and 12
        then (try_cast(raw as integer) - 100::integer * ar)::tinyint
    when raw is null or trim(raw) = '' then null
    when regexp_full_match(trim(raw), '0?[1-9]|1[0-2]') then trim(raw)::tinyint
    when regexp_full_match(trim(raw), '\d{4}-?(0[1-9]|1[0-2])') and left(trim(raw), 4) = ar::varchar
        then right(trim(raw), 2)::tinyint
    else error(
        'Cannot read maned as a month of ' || coalesce(ar::varchar, 'no year') || ': ' || raw
    )
end;
