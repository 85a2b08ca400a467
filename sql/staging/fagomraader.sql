-- One row per fagomraade. Its name is found by its value, because its key is not documented.
select
    api_text(fagomraadekode) as fagomraade,
    api_object_name(_row) as fagomraade_navn
from raw.fagomraader
