-- Kroner and øre from text, never through a double; what a double left beyond øre
-- (1234.5600000000001) is rounded off. 1234.56, 1234,56 and 1.31898967E8 are read; thousands
-- separators are not, since 1.234 would be two amounts.
create or replace macro api_money(raw) as coalesce(
    try_cast(raw as decimal(18, 2)),
    case
        when raw is null or trim(raw) = '' then null
        else coalesce(
            try_cast(replace(raw, ',', '.') as decimal(18, 2)),
            error('Cannot read amount as a decimal number: ' || raw)
        )
    end
);
