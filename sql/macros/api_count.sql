-- A whole number: 3999, 3999.0, 3,0 or 1.31898967E8. The first branch is the cheap one: a number
-- that is written back as it was read.
create or replace macro api_count(raw) as coalesce(
    case
        when try_cast(raw as bigint)::varchar = raw
            and try_cast(raw as bigint) between -999999999999 and 999999999999
            then try_cast(raw as bigint)
    end,
    list_transform(
        [api_bare(raw)],
        lambda bare: case
            when bare is not null
                then coalesce(
                    list_transform(
                        [api_number(bare)],
                        lambda number: case
                            when number % 1 = 0
                                and abs(number) < 1000000000000
                                and not regexp_matches(bare, '[eE]-')
                                then number::bigint
                        end
                    )[1],
                    api_reject(
                        bare,
                        'a whole number of at most 12 digits, without thousands separators'
                        || ' (three decimals may be thousands)'
                    )
                )
        end
    )[1]
);
