-- warn: Every NLK-kode that is replaced leads to a last one, not around in a circle.
-- nb: Hver NLK-kode som er erstattet, leder til en siste kode og ikke rundt i ring.
select
    nlk_kodeid,
    nlk_kode,
    erstattes_av
from marts.nlkkoder
where erstattes_av is not null and erstattes_av_endelig is null
