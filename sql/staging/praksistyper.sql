-- One row per praksistype nested in a fagomraade: every object in the item that has a key ending in
-- kode.
with nested as (
    select
        fagomraadekode,
        unnest(list_filter(
            json_extract(_row, '$..*'),
            lambda element: json_type(element) = 'OBJECT' and api_object_code(element) is not null
        )) as praksistype
    from raw.fagomraader
)

select
    api_object_code(praksistype) as praksis_type_kode,
    api_object_name(praksistype) as praksis_type_navn,
    api_text(fagomraadekode) as fagomraade
from nested
