-- How a code list is meant: kun (only these), alle (all), alle_unntatt (all but these); nothing
-- where there is none. Alle has no codes after it, Alle unntatt has some.
create or replace macro api_modus(raw) as list_transform(
    [api_code_elements(raw)],
    lambda elements: case
        when len(coalesce(elements, [])) = 0 then null
        when lower(elements[1]) not in ('alle', 'alle unntatt') then 'kun'
        when lower(elements[1]) = 'alle' and len(elements) = 1 then 'alle'
        when lower(elements[1]) = 'alle unntatt' and len(elements) > 1 then 'alle_unntatt'
        else api_reject(
            array_to_string(elements, '|'),
            'Alle without codes, or Alle unntatt with the codes that are excepted'
        )
    end
)[1];
