-- One row per answered row of takstbruk by fylke and month, with the fylkesnr its fylke was read as
-- and the meaning of that number.
with numbered as (
    select
        takstbruk.* exclude (fylkesnr),
        coalesce(takstbruk.fylkesnr, names.fylkesnr) as fylkesnr,
        make_date(takstbruk.ar, takstbruk.maned, 1) as periode
    from staging.takstbruk_fylke_maned as takstbruk
    left join dimensions.fylkesnavn_matched_to_fylker as names
        on lower(takstbruk.behandler_fylke) = names.navn
        and takstbruk.ar = names.ar
)

select
    takstbruk.*,
    fylker.fylkesnavn,
    validity_in_period(
        fylker.er_pseudo,
        fylker.gyldig_fra,
        fylker.gyldig_til,
        periode,
        last_day(periode)
    ) as fylke_gyldig,
    today.* exclude (fylkesnr, ar)
from numbered as takstbruk
left join dimensions.fylker_by_nr as fylker
    on takstbruk.fylkesnr = fylker.fylkesnr
left join dimensions.fylker_mapped_to_gjeldende as today
    on takstbruk.fylkesnr = today.fylkesnr
    and takstbruk.ar = today.ar
