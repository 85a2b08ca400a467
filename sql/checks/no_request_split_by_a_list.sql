-- warn: No request was split by a list of codes, because codes that no other answer has would be missing.
-- nb: Ingen forespørsel er delt etter en liste av koder, for da mangler koder utenfor listen.
select
    endepunkt,
    foresporsel,
    delt_etter
from marts.dekning
where status = 'delt' and delt_etter not in ('fommaned', 'fomar')
