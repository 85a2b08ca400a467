-- One row per fagomraade of the code list, with its name.
select
    fagomraade,
    fagomraade_navn
from staging.fagomraader
