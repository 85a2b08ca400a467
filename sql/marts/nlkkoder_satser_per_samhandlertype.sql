-- One row per NLK-kode, samhandlertype and rate period, as answered.
select
    nlk_kodeid,
    samhandlertype,
    refusjonskategori,
    refusjonskategoriid,
    refusjonssats,
    fradato,
    tildato
from staging.nlkkoder_refusjonskategorisatser
