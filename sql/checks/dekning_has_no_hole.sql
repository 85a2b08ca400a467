-- error: Every request of the plan is answered, or divided into parts that are.
select
    endepunkt,
    foresporsel
from marts.dekning
where status = 'avvist'
