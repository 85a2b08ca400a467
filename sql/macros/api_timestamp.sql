-- A moment as the clock showed it in Norway. An instant (Z, +0000, epoch millis) is moved to Oslo;
-- a day alone is its midnight.
create or replace macro api_timestamp(raw) as list_transform(
    [api_bare(raw)],
    lambda bare: case
        when bare is not null
            then coalesce(
                list_transform(
                    [coalesce(api_moment(bare), api_oslo(api_instant(bare)))],
                    lambda moment: case
                        when api_known_day(moment::date) is not null then moment
                    end
                )[1],
                api_reject(bare, 'a day and time from 1900 to 2100 in one of the known forms')
            )
    end
)[1];
