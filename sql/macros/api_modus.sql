-- How a code list is meant: kun (only these), alle (all), alle_unntatt (all but these); nothing
-- where there is none.
create or replace macro api_modus(raw) as case
    when len(coalesce(api_code_elements(raw), [])) = 0 then null
    when lower(api_code_elements(raw)[1]) = 'alle' then 'alle'
    when lower(api_code_elements(raw)[1]) = 'alle unntatt' then 'alle_unntatt'
    else 'kun'
end;
