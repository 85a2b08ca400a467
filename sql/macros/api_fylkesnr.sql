-- The two digits of a fylke written as 03, 3 or 3 as a number; nothing where it is a name, which
-- takes a look-up.
create or replace macro api_fylkesnr(raw) as case
    when regexp_full_match(raw, '\d{1,2}') then lpad(raw, 2, '0')
    when regexp_matches(raw, '\d') then error('Cannot read fylke as a code or a name: ' || raw)
end;
