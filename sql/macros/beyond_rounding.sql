-- Whether a difference in kroner is larger than rounding can explain. Each figure is in whole øre,
-- so it is at most half an øre wrong.
create or replace macro beyond_rounding(difference, figures) as difference > 0.005 * figures;
