-- A day in Norway. An instant (Z, +0000, epoch millis) becomes its day in Oslo, because the API may
-- write Norwegian midnights in UTC. A time of 23:59 keeps the day it is written with, in any zone.
-- An open end is recognised by the clock in Oslo and in UTC.
create or replace macro api_date(raw) as list_transform(
    [api_bare(raw)],
    lambda bare: case
        when bare is not null
            then coalesce(
                api_known_day(api_moment(
                    regexp_replace(
                        bare,
                        '^(\d{4}-\d\d-\d\d)([T ]23:59(:[0-5]\d(\.\d{1,9})?)?)?'
                        || '(Z|[+-](0\d|1[0-4])(:?[0-5]\d)?)$',
                        '\1'
                    )
                )::date),
                list_transform(
                    [api_instant(bare)],
                    lambda utc: coalesce(
                        api_known_day(api_oslo(utc)::date),
                        case
                            when utc > timestamp '2102-01-01' then api_known_day(utc::date)
                        end
                    )
                )[1],
                api_reject(
                    bare, 'a day from 1900 to 2100, or a known open end, in one of the known forms'
                )
            )
    end
)[1];
