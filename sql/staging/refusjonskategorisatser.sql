-- One row per refusjonskategori, requested samhandlertype and rate period.
select
    api_text(_samhandlertype) as samhandlertype,
    api_text(refusjonskategori) as refusjonskategori,
    api_text(refusjonskategoriid) as refusjonskategoriid,
    api_money(refusjonssats) as refusjonssats,
    api_date(fradato) as fradato,
    api_end_date(tildato) as tildato
from raw.refusjonskategorisatser
