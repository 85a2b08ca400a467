-- warn: No request was split by a list of codes, which leaves out a code that no list has.
-- nb: Ingen forespørsel er delt etter en liste av koder, for da mangler koder som ingen liste har.
select
    endepunkt,
    foresporsel,
    delt_etter
from marts.dekning
where status = 'delt' and delt_etter not in ('fommaned', 'fomar')
