-- One row per praksistype and the fagomraade it belongs to.
select
    praksis_type_kode,
    praksis_type_navn,
    fagomraade
from staging.praksistyper
