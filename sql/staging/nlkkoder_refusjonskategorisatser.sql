-- One row per NLK-kode, requested samhandlertype and rate period nested in the code, with the days
-- of the code itself.
with nested as (
    select
        nlkKodeid,
        nlkKode,
        norsk_bruksnavn,
        fradato,
        tildato,
        refusjonskategori,
        _samhandlertype,
        unnest(api_rows(refusjonskategorisats)) as sats
    from raw.nlkkoder
)

select
    api_text(nlkKodeid) as nlk_kodeid,
    api_text(nlkKode) as nlk_kode,
    api_text(norsk_bruksnavn) as norsk_bruksnavn,
    api_date(fradato) as kode_fradato,
    api_end_date(tildato) as kode_tildato,
    api_text(_samhandlertype) as samhandlertype,
    coalesce(
        api_text(json_extract_string(sats, '$.refusjonskategori')),
        api_text(refusjonskategori)
    ) as refusjonskategori,
    api_text(json_extract_string(sats, '$.refusjonskategoriid')) as refusjonskategoriid,
    api_money(json_extract_string(sats, '$.refusjonssats')) as refusjonssats,
    api_date(json_extract_string(sats, '$.fradato')) as fradato,
    api_end_date(json_extract_string(sats, '$.tildato')) as tildato
from nested
