-- warn: No answer was divided by a list of codes, which leaves out codes no other answer holds.
select
    endepunkt,
    foresporsel,
    delt_etter
from marts.dekning
where status = 'delt' and delt_etter not in ('fommaned', 'fomar')
