-- Every order counts a visit, a review and a reward of its helper. What a search weighs changes with few of them
-- (a newcomer's fifth visit, another average, a boost below its cap), and never where somebody lives or what they can:
-- only rows that change are written, and traits are worked out when a trait changed.
CREATE FUNCTION stand_skills(h helper) RETURNS void LANGUAGE sql AS $$
  UPDATE helper_skill k SET rated = n.rated, boosted = n.boosted, experienced = n.experienced, newcomer = n.newcomer,
    standing = n.standing
  FROM (SELECT
    least(1, greatest(0, ((4.6::float8 * 5 + h.rating_sum / 100::float8) / (5 + h.rating_count) - 3) / 2)) AS rated,
    least(1, greatest(0, h.boost / 50::float8)) AS boosted,
    least(1, greatest(0, h.years / 15::float8)) AS experienced,
    CASE WHEN h.completed_count < 5 THEN 1 ELSE 0 END::float8 AS newcomer,
    helper_standing(h.rating_sum, h.rating_count, h.boost, h.years, h.completed_count) AS standing) n
  WHERE k.helper_id = h.id AND (k.rated, k.boosted, k.experienced, k.newcomer, k.standing)
    IS DISTINCT FROM (n.rated, n.boosted, n.experienced, n.newcomer, n.standing)
$$;

CREATE OR REPLACE FUNCTION move_skills() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.home_latitude, OLD.home_longitude, OLD.reach_metres, OLD.sex, OLD.level, OLD.dialects, OLD.brands, OLD.habits)
    IS DISTINCT FROM
     (NEW.home_latitude, NEW.home_longitude, NEW.reach_metres, NEW.sex, NEW.level, NEW.dialects, NEW.brands, NEW.habits)
  THEN
    PERFORM place_skills(ARRAY[NEW.id]);
  ELSE
    PERFORM stand_skills(NEW);
  END IF;
  RETURN NULL;
END $$;
