-- warn: A rate nested in an NLK-kode is the one refusjonskategorisatser gives from the same day.
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
