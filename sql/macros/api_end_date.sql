-- The last day of a validity; nothing where it is open, also when openness is written as a day
-- nobody will see.
create or replace macro api_end_date(raw) as list_transform(
    [api_date(raw)], lambda day: if(year(day) <= 2100, day, null)
)[1];
