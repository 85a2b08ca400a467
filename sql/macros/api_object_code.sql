-- The code of an object whose key names are not known: the value whose key ends in kode, its own
-- before its parent's.
create or replace macro api_object_code(object) as nullif(trim(json_extract_string(
    object,
    '$."' || coalesce(
        list_filter(
            json_keys(object), lambda name: regexp_matches(name, 'praksis.*kode$', 'i')
        )[1],
        list_filter(json_keys(object), lambda name: regexp_matches(name, '^kode$', 'i'))[1],
        list_filter(json_keys(object), lambda name: regexp_matches(name, 'kode$', 'i'))[1]
    ) || '"'
)), '');
