-- error: The rates nested in the NLK-koder of a samhandlertype have amounts and first days.
-- nb: Satsene inne i NLK-kodene for en samhandlertype har beløp og første dag.
-- counts: samhandlertyper (nb: samhandlertyper)
select
    samhandlertype,
    count(*) as rows
from staging.nlkkoder_refusjonskategorisatser
group by all
having count(refusjonssats) = 0 or count(fradato) = 0
