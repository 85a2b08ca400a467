-- The sum of an amount over rows that all say it. A row that does not say it makes the sum unknown:
-- what the API left out is not zero.
create or replace macro known_sum(amount) as
    case when count(amount) = count(*) then sum(amount) end;
