-- One row per combination of T-kode and P-kode, refusjonskategori, samhandlertype and rate period.
select
    t_kode,
    p_kode,
    refusjonskategori,
    samhandler_type,
    belop,
    fradato,
    tildato
from staging.apatkombinasjoner
