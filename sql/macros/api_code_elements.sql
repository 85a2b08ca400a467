-- The elements of a list written as text with | or , between them, or as a JSON array. A leading
-- "Alle" or "Alle unntatt" is the first element, also where only a space or a colon follows it.
-- Nothing where there is no list.
create or replace macro api_code_elements(raw) as list_filter(
    list_transform(
        case
            when raw is null or trim(raw) = '' then null
            when not starts_with(trim(raw), '[') then string_split_regex(
                regexp_replace(
                    trim(raw), '^(alle unntatt|alle)(\s*[:|,]\s*|\s+|$)', '\1|', 'i'
                ),
                '[|,]'
            )
            when not json_valid(raw) then error('Cannot read list as codes: ' || raw)
            when regexp_matches(trim(raw), '.[\[{]')
                then error('Cannot read list as codes: ' || raw)
            else from_json(raw, '["VARCHAR"]')
        end,
        lambda element: trim(element)
    ),
    lambda element: element <> ''
);
