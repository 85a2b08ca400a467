-- The last day of a validity; nothing where it is open, also when openness is written as a day
-- nobody will see.
create or replace macro api_end_date(raw) as case
    when api_date(raw) in (date '2999-12-31', date '4000-01-01', date '9999-12-31') then null
    else api_date(raw)
end;
