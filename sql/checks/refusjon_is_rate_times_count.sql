-- warn: Where one rate applied, sum_refusjon less the covered egenandel is rate times count.
-- nb: Der én sats gjaldt, er sum_refusjon uten dekket egenandel lik sats ganger antall.
-- counts: fagomraader and kinds of period (nb: fagområder og typer periode)
-- One row for each fagomraade of which not all rows pass, with the share that does. Each takst and
-- period is in avstemming_satser.
select
    fagomraade,
    periodetype,
    sum(rader) as rader,
    sum(rader_som_stemmer) as rader_som_stemmer,
    percentage(sum(rader_som_stemmer), sum(rader)) as prosent_som_stemmer,
    sum(rader) - sum(rader_som_stemmer) as rows
from marts.avstemming_satser
group by all
having sum(rader_som_stemmer) < sum(rader)
