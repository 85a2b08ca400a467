-- A calendar year of four digits, 1900 to 2100.
create or replace macro api_year(raw) as coalesce(
    case
        when try_cast(raw as smallint)::varchar = raw
            and try_cast(raw as smallint) between 1900 and 2100
            then try_cast(raw as smallint)
    end,
    list_transform(
        [api_bare(raw)],
        lambda bare: case
            when regexp_full_match(bare, '19\d\d|20\d\d|2100') then bare::smallint
            when bare is not null then api_reject(bare, 'a year of four digits, 1900 to 2100')
        end
    )[1]
);
