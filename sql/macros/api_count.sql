-- A whole number: 3999, 3999.0, 3,0 or 1.31898967E8. The first branch is the cheap one: a cast
-- alone would round 3999.5.
create or replace macro api_count(raw) as case
    when raw is null then null
    when not contains(raw, '.') and try_cast(raw as bigint) is not null then try_cast(raw as bigint)
    when trim(raw) = '' then null
    when try_cast(replace(raw, ',', '.') as decimal(38, 9)) % 1 = 0
        then try_cast(replace(raw, ',', '.') as decimal(38, 9))::bigint
    else error('Cannot read count as a whole number: ' || raw)
end;
