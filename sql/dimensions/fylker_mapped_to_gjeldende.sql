-- One row per fylkesnr and year, with its fylke of today. A number in use maps to itself. Another
-- maps to the fylke that has all its kommuner of that year, if there is one.
with mapped as (
    select
        fylkesnr,
        ar,
        min(gjeldende_fylkesnr) as one_of_them,
        count(*) = 1 as entydig
    from dimensions.fylker_followed_to_parts
    group by all
)

select
    mapped.fylkesnr,
    mapped.ar,
    today.fylkesnr as gjeldende_fylkesnr,
    today.fylkesnavn as gjeldende_fylkesnavn,
    mapped.entydig
from mapped
inner join geography.fylker_named as fylker
    on mapped.fylkesnr = fylker.fylkesnr
left join geography.fylker_named as today
    on today.fylkesnr = case
        when fylker.gyldig_til is null then fylker.fylkesnr
        when mapped.entydig then mapped.one_of_them
    end
