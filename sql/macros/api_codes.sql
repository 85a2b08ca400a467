-- The codes of a code list in the API's order, without a leading "Alle" or "Alle unntatt": see
-- api_modus(). A code is up to 15 letters, digits and the signs . * / + - within them.
create or replace macro api_codes(raw) as case
    when api_code_elements(raw) is null then null
    when len(list_filter(
        api_code_elements(raw)[if(api_modus(raw) in ('alle', 'alle_unntatt'), 2, 1):],
        lambda element: not regexp_full_match(element, '[\p{L}\d][\p{L}\d.*/+-]{0,14}')
            or regexp_matches(element, '^(alle|unntatt)', 'i')
    )) > 0
        then api_reject(raw, 'codes with | or , between them, led by Alle or Alle unntatt at most')
    when api_modus(raw) in ('alle', 'alle_unntatt') then api_code_elements(raw)[2:]
    else api_code_elements(raw)
end;
