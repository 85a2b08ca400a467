-- The codes of a code list in the API's order, without a leading "Alle" or "Alle unntatt": see
-- api_modus().
create or replace macro api_codes(raw) as case
    when len(list_filter(
        api_code_elements(raw)[2:], lambda element: regexp_matches(element, '^alle( |$)', 'i')
    )) > 0
        then error('Cannot read list as codes led by Alle or Alle unntatt at most: ' || raw)
    when lower(api_code_elements(raw)[1]) in ('alle', 'alle unntatt')
        then api_code_elements(raw)[2:]
    else api_code_elements(raw)
end;
