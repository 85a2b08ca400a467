-- warn: No tildato of nlkkoder is before its fradato.
select
    nlk_kodeid,
    fradato,
    tildato
from marts.nlkkoder
where tildato < fradato
