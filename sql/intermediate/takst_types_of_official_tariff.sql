-- One row per takst whose text in the official tariff for doctors of 1 July 2025 names its kind. It
-- has the time of day in the text. The time of 2ad, 2ak and 2fk is that of the supplements 2dd (by
-- day) and 2dk (in the evening), which the tariff allows with them.
with listed (takst_type, takst_tid, takstkoder) as (
    values
        ('konsultasjon', 'dag', ['2ad']),
        ('konsultasjon', 'kveld', ['2ak', '2fk']),
        ('konsultasjon', null, ['3ad']),
        ('e_konsultasjon', null, ['3ae']),
        ('tekst', 'dag', ['2as', '2ntx']),
        ('tekst', 'kveld', ['2afs', '2aks', '2ntxk']),
        ('telefon', 'dag', ['2at', '2nt']),
        ('telefon', 'kveld', ['2aft', '2akt', '2ntk']),
        ('video', 'dag', ['2av', '2nv']),
        ('video', 'kveld', ['2afv', '2akv', '2nvk']),
        ('sykebesok', null, ['11ad', '11ak', '12ad']),
        ('laboratorium', null, ['701a', '701c', '701d', '701h', '703', '704j', '704k', '705a']),
        ('laboratorium', null, ['705g', '705h', '705i', '705j', '705k', '705l', '706f', '706h']),
        ('laboratorium', null, ['706j', '706k', '706l', '708a', '708b', '708c', '708d', '708e']),
        ('laboratorium', null, ['709', '710', '711', '712'])
)

select
    'LE' as fagomraade,
    unnest(takstkoder) as takstkode,
    takst_type,
    takst_tid
from listed
