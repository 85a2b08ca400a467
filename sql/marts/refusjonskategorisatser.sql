-- One row per refusjonskategori, samhandlertype and rate period.
select
    samhandlertype,
    refusjonskategori,
    refusjonskategoriid,
    refusjonssats,
    fradato,
    tildato
from staging.refusjonskategorisatser
