-- One row per answered row of takstbruk by fylke and year, with the fylkesnr its fylke was read
-- as and what that meant on the last day of that year.
with numbered as (
    select
        takstbruk.* exclude (fylkesnr),
        coalesce(takstbruk.fylkesnr, navn.fylkesnr) as fylkesnr,
        make_date(takstbruk.ar, 1, 1) as periode,
        make_date(takstbruk.ar, 12, 31) as siste_dag
    from staging.takstbruk_fylke_ar as takstbruk
    left join dimensions.fylkesnavn_matched_to_fylker as navn
        on lower(takstbruk.behandler_fylke) = navn.navn
        and takstbruk.ar = navn.ar
)

select
    numbered.*,
    fylker.fylkesnavn,
    case
        when fylker.fylkesnr is null then 'ukjent'
        when fylker.er_pseudo then 'pseudo'
        when fylker.gyldig_fra > numbered.siste_dag then 'annen_periode'
        when fylker.gyldig_til < numbered.periode then 'annen_periode'
        else 'gyldig'
    end as fylke_gyldig,
    dagens.gjeldende_fylkesnr,
    dagens.entydig
from numbered
left join dimensions.fylker_over_time as fylker
    on numbered.fylkesnr = fylker.fylkesnr
    and numbered.siste_dag >= fylker.fra
    and numbered.siste_dag < fylker.til
left join dimensions.fylker_mapped_to_gjeldende as dagens
    on numbered.fylkesnr = dagens.fylkesnr
    and numbered.ar = dagens.ar
