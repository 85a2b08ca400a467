-- The elements of a list written as text with | or , between them, or as a JSON array. A leading
-- "Alle" or "Alle unntatt" is the first element, also where only a space or a colon follows it.
-- Nothing where there is no list.
create or replace macro api_code_elements(raw) as list_filter(
    list_transform(
        case
            when api_bare(raw) is null then null
            when not starts_with(api_bare(raw), '[') then string_split_regex(
                regexp_replace(
                    api_bare(raw), '^(alle unntatt|alle)(\s*[:|,]\s*|\s+|$)', '\1|', 'i'
                ),
                '[|,]'
            )
            when not json_valid(raw) then api_reject(raw, 'a list of codes')
            when len(list_filter(
                json_type(raw, '$[*]'), lambda kind: kind not in ('VARCHAR', 'UBIGINT', 'NULL')
            )) > 0
                then api_reject(raw, 'a list of codes')
            else from_json(raw, '["VARCHAR"]')
        end,
        lambda element: api_bare(element)
    ),
    lambda element: element is not null
);
