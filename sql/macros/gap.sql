-- How much more one level has than another, each with how many rows it has. A level without
-- rows published nothing, and all of the other is the gap; where neither has rows there is no gap
-- to speak of, and where rows do not say the amount it is not known.
create or replace macro gap(more, more_rows, less, less_rows) as case
    when more_rows + less_rows > 0
        then case when more_rows = 0 then 0 else more end
            - case when less_rows = 0 then 0 else less end
end;
