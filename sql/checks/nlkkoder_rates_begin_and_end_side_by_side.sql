-- error: Every rate of an NLK-kode begins and ends, on its own days, among the rates side by side.
select
    rates.nlk_kodeid,
    rates.samhandlertype,
    rates.refusjonskategori,
    rates.fradato,
    rates.tildato
from marts.nlkkoder_satser_per_samhandlertype as rates
left join marts.nlkkoder_refusjonskategorisatser as first_days
    on
        rates.nlk_kodeid = first_days.nlk_kodeid
        and rates.refusjonskategori = first_days.refusjonskategori
        and rates.fradato = first_days.gyldig_fra
        and rates.refusjonssats is not distinct from case rates.samhandlertype
            when 'PO' then first_days.refusjonssats_po
            when 'LR' then first_days.refusjonssats_lr
        end
left join marts.nlkkoder_refusjonskategorisatser as last_days
    on
        rates.nlk_kodeid = last_days.nlk_kodeid
        and rates.refusjonskategori = last_days.refusjonskategori
        and rates.tildato is not distinct from last_days.gyldig_til
        and case rates.samhandlertype
            when 'PO' then last_days.antall_satser_po
            when 'LR' then last_days.antall_satser_lr
        end > 0
where
    rates.fradato <= coalesce(rates.tildato, date '9999-12-31')
    and (first_days.nlk_kodeid is null or last_days.nlk_kodeid is null)
