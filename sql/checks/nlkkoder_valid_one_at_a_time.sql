-- warn: An NLK-kode has one validity period at a time.
-- nb: En NLK-kode har én gyldighetsperiode om gangen.
-- One row for each period that begins before an earlier one of the same code has ended.
select
    later.nlk_kode,
    later.nlk_kodeid,
    later.fradato,
    later.tildato,
    min(earlier.nlk_kodeid) as earlier_nlk_kodeid,
    min(earlier.fradato) as earlier_fradato
from marts.nlkkoder as later
inner join marts.nlkkoder as earlier
    on
        earlier.nlk_kode = later.nlk_kode
        and (earlier.fradato, earlier.nlk_kodeid) < (later.fradato, later.nlk_kodeid)
        and coalesce(earlier.tildato, date '9999-12-31') >= later.fradato
group by all
