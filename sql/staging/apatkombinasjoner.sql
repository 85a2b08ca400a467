-- One row per combination of T-kode and P-kode, refusjonskategori, samhandlertype and rate period.
select
    api_text(t_kode) as t_kode,
    api_text(p_kode) as p_kode,
    api_text(refusjonskategori) as refusjonskategori,
    api_text(samhandler_type) as samhandler_type,
    api_money(belop) as belop,
    api_date(fradato) as fradato,
    api_end_date(tildato) as tildato
from raw.apatkombinasjoner
