-- The codes of a code list in the API's order, without a leading "Alle" or "Alle unntatt": see
-- api_modus(). A code is up to 15 letters, digits and the signs . * / + - within them.
create or replace macro api_codes(raw) as list_transform(
    [api_code_elements(raw)],
    lambda elements: list_transform(
        if(lower(elements[1]) in ('alle', 'alle unntatt'), elements[2:], elements),
        lambda code: case
            when regexp_full_match(code, '[A-Za-zÆØÅæøå\d][A-Za-zÆØÅæøå\d.*/+-]{0,14}')
                and not regexp_matches(code, '^(alle|unntatt)', 'i')
                then code
            else api_reject(
                array_to_string(elements, '|'),
                'codes with | or , between them, led by Alle or Alle unntatt at most'
            )
        end
    )
)[1];
