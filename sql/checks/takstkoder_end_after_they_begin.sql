-- warn: No tildato of takstkoder is before its fradato.
select
    takst_id,
    fradato,
    tildato
from marts.takstkoder
where tildato < fradato
