-- One row per NLK-kode, samhandlertype and rate period, as the API answered it.
select
    nlk_kodeid,
    samhandlertype,
    refusjonskategori,
    refusjonskategoriid,
    refusjonssats,
    fradato,
    tildato
from staging.nlkkoder_refusjonskategorisatser
