-- The sum of one level minus that of another, each with its number of rows. A level without rows
-- counts as 0. The result is NULL if neither level has rows, or if rows lack the amount.
create or replace macro gap(more, more_rows, less, less_rows) as case
    when more_rows + less_rows > 0
        then case when more_rows = 0 then 0 else more end
            - case when less_rows = 0 then 0 else less end
end;
