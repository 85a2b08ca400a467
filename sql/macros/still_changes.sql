-- Whether the figures of a period with this last day may still change on a later day. Bills may
-- arrive late and are corrected for 13 months.
create or replace macro still_changes(last_day, later_day) as
    last_day + interval 1 day + interval 13 months > later_day;
