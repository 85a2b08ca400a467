-- warn: No tildato of apatkombinasjoner is before its fradato.
select
    t_kode,
    p_kode,
    refusjonskategori,
    samhandler_type,
    fradato,
    tildato
from marts.apatkombinasjoner
where tildato < fradato
