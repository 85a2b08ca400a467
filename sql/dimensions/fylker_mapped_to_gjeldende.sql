-- One row per fylkesnr and year: the fylke of today that all kommuner it had that year lie in, if
-- they lie in one, or the fylke itself while its number is in use.
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
    dagens.fylkesnr as gjeldende_fylkesnr,
    dagens.fylkesnavn as gjeldende_fylkesnavn,
    mapped.entydig
from mapped
inner join geography.fylker_named as fylker
    on mapped.fylkesnr = fylker.fylkesnr
left join geography.fylker_named as dagens
    on dagens.fylkesnr = case
        when fylker.gyldig_til is null then fylker.fylkesnr
        when mapped.entydig then mapped.one_of_them
    end
