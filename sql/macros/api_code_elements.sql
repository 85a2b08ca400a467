-- The elements of a list written as text with | or , between them, or as a JSON array. A leading
-- "Alle" or "Alle unntatt" is the first element, also where only a space or a colon follows it.
-- Nothing where there is no list.
create or replace macro api_code_elements(raw) as list_filter(
    list_transform(
        list_transform(
            [api_bare(raw)],
            lambda bare: case
                when bare is null then null
                when not starts_with(bare, '[') then string_split_regex(
                    regexp_replace(bare, '^(alle unntatt|alle)(\s*[:|,]\s*|\s+|$)', '\1|', 'i'),
                    '[|,]'
                )
                when not json_valid(bare) then api_reject(bare, 'a list of codes')
                when len(list_filter(
                    json_type(bare, '$[*]'),
                    lambda kind: kind not in ('VARCHAR', 'UBIGINT', 'NULL')
                )) > 0
                    then api_reject(bare, 'a list of codes')
                else from_json(bare, '["VARCHAR"]')
            end
        )[1],
        lambda element: api_bare(element)
    ),
    lambda element: element is not null
);
