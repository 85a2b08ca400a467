-- error: Every rate nested in an NLK-kode is a row, once for each requested samhandlertype.
-- nb: Hver sats inne i en NLK-kode er en rad, én gang for hver forespurt samhandlertype.
-- counts: pairs of NLK-kode and samhandlertype (nb: par av NLK-kode og samhandlertype)
with nested as (
    select
        api_text(nlkkoder.nlkKodeid) as nlk_kodeid,
        nlkkoder._samhandlertype as samhandlertype,
        count(distinct tree.parent) as answered
    from raw.nlkkoder as nlkkoder
    cross join json_tree(nullif(nlkkoder.refusjonskategorisats, '')) as tree
    where tree.atom is not null and tree.path <> ''
    group by all
),

published as (
    select
        nlk_kodeid,
        samhandlertype,
        count(*) as published
    from marts.nlkkoder_satser_per_samhandlertype
    group by all
)

select
    nlk_kodeid,
    samhandlertype,
    nested.answered,
    published.published,
    abs(coalesce(nested.answered, 0) - coalesce(published.published, 0)) as rows
from nested
full join published
    using (nlk_kodeid, samhandlertype)
where nested.answered is distinct from published.published
