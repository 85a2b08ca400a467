-- error: Every request of the plan is answered, or split into parts that are.
-- nb: Hver forespørsel i planen er besvart, eller delt i deler som er besvart.
select
    endepunkt,
    foresporsel
from marts.dekning
where status = 'avvist'
