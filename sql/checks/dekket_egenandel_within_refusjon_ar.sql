-- warn: sum_refusjon includes the egenandel the state covered, by year, and so is never below it.
select
    ar,
    fagomraade,
    takstkode,
    praksis_type_kode,
    sum_refusjon,
    sum_egenandel_dekket_av_folketrygden
from marts.takstbruk_landet_ar
where sum_refusjon < sum_egenandel_dekket_av_folketrygden
