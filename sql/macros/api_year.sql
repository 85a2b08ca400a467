-- A calendar year of four digits.
create or replace macro api_year(raw) as case
    when try_cast(raw as smallint) between 1900 and 2099 then try_cast(raw as smallint)
    when raw is null or trim(raw) = '' then null
    else error('Cannot read year as four digits: ' || raw)
end;
