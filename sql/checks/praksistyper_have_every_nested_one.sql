-- error: Every object with a code that is nested in a fagomraade is a praksistype.
-- nb: Hvert objekt med en kode inne i et fagområde er en praksistype.
-- counts: fagomraader (nb: fagområder)
with nested as (
    select
        api_text(fagomraader.fagomraadekode) as fagomraade,
        count(distinct tree.parent) as answered
    from raw.fagomraader as fagomraader
    cross join json_tree(fagomraader._row) as tree
    where tree.path <> '$' and tree.key ilike '%kode'
    group by all
),

published as (
    select
        fagomraade,
        count(*) as published
    from marts.praksistyper
    where kilde = 'kodeverk'
    group by all
)

select
    fagomraade,
    nested.answered,
    published.published,
    abs(coalesce(nested.answered, 0) - coalesce(published.published, 0)) as rows
from nested
full join published
    using (fagomraade)
where nested.answered is distinct from published.published
