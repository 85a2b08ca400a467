-- error: Every row answered for a samhandlertype is in the samhandlertyper of its NLK-kode, once.
-- nb: Hver rad i svaret for en samhandlertype er med én gang i samhandlertyper for sin NLK-kode.
-- counts: tables (nb: tabeller)
with answered as (
    select count(*) as answered
    from raw.nlkkoder
),

published as (
    select coalesce(sum(len(samhandlertyper)), 0) as published
    from marts.nlkkoder
)

select
    answered.answered,
    published.published,
    abs(answered.answered - published.published) as rows
from answered
cross join published
where answered.answered <> published.published
