-- warn: No answer was divided by a list of codes, which leaves out codes no other answer holds.
-- nb: Ingen svar er delt etter en liste av koder, for da mangler koder utenfor listen.
select
    endepunkt,
    foresporsel,
    delt_etter
from marts.dekning
where status = 'delt' and delt_etter not in ('fommaned', 'fomar')
