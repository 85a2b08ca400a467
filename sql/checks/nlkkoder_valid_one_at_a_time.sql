-- warn: An NLK-kode has one validity period at a time.
select
    earlier.nlk_kode,
    earlier.nlk_kodeid,
    earlier.fradato,
    earlier.tildato,
    later.nlk_kodeid as later_nlk_kodeid,
    later.fradato as later_fradato
from marts.nlkkoder as earlier
inner join marts.nlkkoder as later
    on
        earlier.nlk_kode = later.nlk_kode
        and (earlier.fradato, earlier.nlk_kodeid) < (later.fradato, later.nlk_kodeid)
        and coalesce(earlier.tildato, date '9999-12-31') >= later.fradato
