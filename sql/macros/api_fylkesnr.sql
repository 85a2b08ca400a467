-- The two digits of a fylke written as 03, 3 or 3 as a number; nothing where it is a name, which
-- takes a look-up. A name has no digits of any script.
create or replace macro api_fylkesnr(raw) as case
    when regexp_full_match(raw, '\d{1,2}') then lpad(raw, 2, '0')
    when regexp_matches(raw, '\pN')
        then api_reject(raw, 'a fylke as a number of one or two digits, or as a name')
end;
