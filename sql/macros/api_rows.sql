-- The objects of a nested list as JSON[]: written as an array, as the one object, or not at all. If
-- an object has only the list, its list is taken, because XML nests this way.
create or replace macro api_rows(raw) as list_transform(
    case
        when raw is null or api_bare(raw) is null or api_bare(raw) = 'null' then []
        when not json_valid(raw) then [api_reject(raw, 'a list of objects')]
        when json_type(raw) = 'ARRAY' then from_json(raw, '["JSON"]')
        when json_type(raw) = 'OBJECT' and json_type(raw, '$.*') = ['ARRAY']
            then from_json(json_extract(raw, '$.*')[1], '["JSON"]')
        else [raw::json]
    end,
    lambda element: case
        when json_type(element) = 'OBJECT' then element
        else api_reject(raw, 'a list of objects')
    end
);
