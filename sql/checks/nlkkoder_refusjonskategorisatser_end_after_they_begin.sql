-- warn: No tildato of nlkkoder_refusjonskategorisatser is before its fradato.
select
    nlk_kodeid,
    samhandlertype,
    refusjonskategori,
    fradato,
    tildato
from marts.nlkkoder_refusjonskategorisatser
where tildato < fradato
