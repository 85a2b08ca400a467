-- warn: No tildato of nlkkoder_satser_per_samhandlertype is before its fradato.
select
    nlk_kodeid,
    samhandlertype,
    refusjonskategori,
    fradato,
    tildato
from marts.nlkkoder_satser_per_samhandlertype
where tildato < fradato
