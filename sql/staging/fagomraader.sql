-- One row per fagomraade; its name is found by what it is, since nobody has seen what its key is
-- called.
select
    api_text(fagomraadekode) as fagomraade,
    api_object_name(_row) as fagomraade_navn
from raw.fagomraader
