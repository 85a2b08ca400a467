-- One row per fagomraade whose takstbruk was requested: whether only for some kommuner or some
-- fylker. Then nobody knows about the others.
select
    fagomraade,
    bool_or(kommuner is not null) as bare_noen_kommuner,
    bool_or(fylker is not null) as bare_noen_fylker
from staging.requests
where periodetype = 'ar'
group by all
