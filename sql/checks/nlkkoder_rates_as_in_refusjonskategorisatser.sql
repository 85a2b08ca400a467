-- warn: A rate nested in an NLK-kode is the one refusjonskategorisatser gives from the same day.
-- nb: En sats inne i en NLK-kode er den som refusjonskategorisatser har fra samme dag.
select
    nested.nlk_kodeid,
    nested.samhandlertype,
    nested.refusjonskategori,
    nested.fradato,
    nested.refusjonssats,
    listed.refusjonssats as refusjonssats_listed
from marts.nlkkoder_satser_per_samhandlertype as nested
inner join marts.refusjonskategorisatser as listed
    on
        nested.samhandlertype = listed.samhandlertype
        and nested.refusjonskategori = listed.refusjonskategori
        and nested.fradato = listed.fradato
where nested.refusjonssats is distinct from listed.refusjonssats
