-- How a code list is meant: kun (only these), alle (all), alle_unntatt (all but these); nothing
-- where there is none. Alle has no codes after it, Alle unntatt has some.
create or replace macro api_modus(raw) as case
    when len(coalesce(api_code_elements(raw), [])) = 0 then null
    when lower(api_code_elements(raw)[1]) not in ('alle', 'alle unntatt') then 'kun'
    when lower(api_code_elements(raw)[1]) = 'alle' and len(api_code_elements(raw)) = 1 then 'alle'
    when lower(api_code_elements(raw)[1]) = 'alle unntatt' and len(api_code_elements(raw)) > 1
        then 'alle_unntatt'
    else api_reject(raw, 'Alle without codes, or Alle unntatt with the codes that are excepted')
end;
