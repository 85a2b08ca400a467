-- warn: No tildato of refusjonskategorisatser is before its fradato.
select
    samhandlertype,
    refusjonskategori,
    fradato,
    tildato
from marts.refusjonskategorisatser
where tildato < fradato
