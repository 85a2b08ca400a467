-- The month yyyymm as a number, from a year and a month written as 201805, 2018-05, 05 or 5. If the
-- month contains a year, the two must agree, or the year may be absent. The first branch is the
-- cheap one, because 30 million rows pass it. Month and year have ten characters together, so six
-- that are worth six digits can only be these digits.
create or replace macro api_year_month(raw, ar) as case
    when try_cast(raw as integer) - 100 * try_cast(ar as integer)
            + 10000000000 * (10 - strlen(raw) - strlen(ar)) between 1 and 12
        and ar between '1900' and '2100'
        and try_cast(raw as integer) > 190000
        then try_cast(raw as integer)
    else list_transform(
        [{'month': raw, 'year': ar}],
        lambda row: list_transform(
            [{'month': api_bare(row.month), 'year': api_year(row.year)}],
            lambda bare: case
                when bare.month is null then null
                when regexp_full_match(bare.month, '(19\d\d|20\d\d|2100)-?(0[1-9]|1[0-2])')
                    and starts_with(bare.month, coalesce(bare.year::varchar, ''))
                    then replace(bare.month, '-', '')::integer
                when regexp_full_match(bare.month, '0?[1-9]|1[0-2]') and bare.year is not null
                    then 100 * bare.year::integer + bare.month::integer
                else api_reject(
                    bare.month, 'a month of the year ' || coalesce(bare.year::varchar, '(no year)')
                )
            end
        )[1]
    )[1]
end;
