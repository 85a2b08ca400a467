-- One row per answered row of takstbruk by kommune and month, with the meaning of its kommunenr.
select
    takstbruk.*,
    make_date(takstbruk.ar, takstbruk.maned, 1) as periode,
    kommuner.* exclude (kommunenr, gyldig_fra, gyldig_til, er_pseudo),
    validity_in_period(
        kommuner.er_pseudo,
        kommuner.gyldig_fra,
        kommuner.gyldig_til,
        periode,
        last_day(periode)
    ) as kommune_gyldig
from staging.takstbruk_kommune_maned as takstbruk
left join dimensions.kommuner_by_nr as kommuner
    on takstbruk.behandler_kommunenr = kommuner.kommunenr
