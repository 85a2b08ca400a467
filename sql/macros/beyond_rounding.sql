-- Whether a difference in kroner is more than the rounding of the figures behind it can be: each is
-- written in whole øre, and so at most half an øre from what was meant.
create or replace macro beyond_rounding(difference, figures) as difference > 0.005 * figures;
