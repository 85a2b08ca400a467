-- The name of an object whose key names are not known. It is the text whose key contains navn, or
-- beskrivelse, or else any text that is no code.
create or replace macro api_object_name(object) as nullif(trim(json_extract_string(
    object,
    '$."' || list_sort(list_transform(
        list_filter(
            json_keys(object),
            lambda name: json_type(object, '$."' || name || '"') = 'VARCHAR'
                and not regexp_matches(name, 'kode$', 'i')
        ),
        lambda name: [
            case
                when regexp_matches(name, 'navn', 'i') then '1'
                when regexp_matches(name, 'beskriv', 'i') then '2'
                else '3'
            end,
            name
        ]
    ))[1][2] || '"'
)), '');
