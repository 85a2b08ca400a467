-- Kroner and øre from text, never through a double: 1234.56, 1234,56 and 1.31898967E8. What adding
-- doubles left beyond øre (1234.5600000000001) is rounded off; a real third decimal is rejected.
-- The first branch is the cheap one: an amount that is written back as it was read.
create or replace macro api_money(raw) as coalesce(
    case
        when starts_with(try_cast(raw as decimal(14, 2))::varchar, raw)
            and not ends_with(raw, '.')
            then try_cast(raw as decimal(14, 2))
    end,
    list_transform(
        [api_bare(raw)],
        lambda bare: case
            when bare is not null
                then coalesce(
                    list_transform(
                        [api_number(bare)],
                        lambda number: case
                            when abs(number - try_cast(number as decimal(14, 2))) < 0.000001
                                then try_cast(number as decimal(14, 2))
                        end
                    )[1],
                    api_reject(
                        bare,
                        'kroner with at most two decimals and at most 12 digits before them,'
                        || ' without thousands separators (three decimals may be thousands)'
                    )
                )
        end
    )[1]
)::decimal(18, 2);
