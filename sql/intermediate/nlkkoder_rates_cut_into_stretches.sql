-- One row per NLK-kode, refusjonskategori and stretch of days on which nothing changes. A stretch
-- begins on each day on which a rate of PO or LR, or the code, begins. Another begins on the day
-- after it ends.
with cuts as (
    select distinct
        nlk_kodeid,
        refusjonskategori,
        unnest([fradato, tildato + 1, kode_fradato, kode_tildato + 1]) as cut
    from staging.nlkkoder_refusjonskategorisatser
    where fradato <= coalesce(tildato, date '9999-12-31')
)

select
    nlk_kodeid,
    refusjonskategori,
    cut as gyldig_fra,
    lead(cut) over (partition by nlk_kodeid, refusjonskategori order by cut) - 1 as gyldig_til
from cuts
where cut is not null
