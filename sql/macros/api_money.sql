-- Kroner and øre from text, never through a double: 1234.56, 1234,56 and 1.31898967E8, but no
-- thousands separators, since 1.234 would be two amounts. What a double left beyond øre
-- (1234.5600000000001) is rounded off; a real third decimal fails, for there is no place for it.
create or replace macro api_money(raw) as coalesce(
    case
        when strpos(raw, '.') in (0, length(raw) - 1, length(raw) - 2)
            then try_cast(raw as decimal(18, 2))
    end,
    case
        when raw is null or trim(raw) = '' then null
        when abs(
            try_cast(replace(raw, ',', '.') as decimal(38, 12))
            - try_cast(replace(raw, ',', '.') as decimal(18, 2))
        ) < 0.000001
            then try_cast(replace(raw, ',', '.') as decimal(18, 2))
        else error('Cannot read amount as kroner with at most two decimals: ' || raw)
    end
);
