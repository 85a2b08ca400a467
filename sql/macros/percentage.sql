-- How many per cent a part is of a whole, with two decimals; of nothing there is no share.
create or replace macro percentage(part, whole) as
    case when whole <> 0 then round(100 * part / whole, 2) end::decimal(18, 2);
