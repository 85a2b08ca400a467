-- error: Every row answered for a samhandlertype is in the samhandlertyper of its NLK-kode, once.
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
    published.published
from answered
cross join published
where answered.answered <> published.published
