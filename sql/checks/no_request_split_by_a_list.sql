-- warn: No request was split by a list of codes, which would leave out unknown codes.
-- nb: Ingen forespørsel er delt etter en liste av koder, for da mangler koder utenfor listen.
select
    endepunkt,
    foresporsel,
    delt_etter
from marts.dekning
where status = 'delt' and delt_etter not in ('fommaned', 'fomar')
