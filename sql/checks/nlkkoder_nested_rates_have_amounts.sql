-- error: The rates nested in the NLK-koder of a samhandlertype have amounts and first days.
select
    samhandlertype,
    count(*) as rates
from staging.nlkkoder_refusjonskategorisatser
group by all
having count(refusjonssats) = 0 or count(fradato) = 0
