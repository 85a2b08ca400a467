-- One row per praksistype and fagomraade it is listed under, or used in where it is in no list.
select
    praksistyper.praksis_type_kode,
    praksistyper.praksis_type_navn,
    praksistyper.fagomraade,
    fagomraader.fagomraade_navn,
    praksistyper.kilde
from dimensions.praksistyper_listed_or_used as praksistyper
left join dimensions.fagomraader_by_kode as fagomraader
    on praksistyper.fagomraade = fagomraader.fagomraade
