-- One row per fagomraade.
select
    fagomraade,
    fagomraade_navn
from staging.fagomraader
