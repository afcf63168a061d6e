-- Everything a search weighs, beside each skill: the index alone says who could be among the best, so that
-- PostgreSQL opens the rows of few helpers and the calendars of fewer.
ALTER TABLE "helper_skill"
  ADD COLUMN "home_latitude" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "home_longitude" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "reach_metres" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "level" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "rated" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "boosted" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "experienced" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "newcomer" DOUBLE PRECISION NOT NULL DEFAULT 0,
  ADD COLUMN "traits" BIGINT NOT NULL DEFAULT 0;

-- One bit of 64 for each code, so two codes may share one: who lacks a wanted bit certainly lacks the trait.
CREATE FUNCTION trait_bits(codes text[]) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT coalesce(bit_or(1::bigint << (('x' || substr(md5(code), 1, 2))::bit(8)::int & 63)), 0) FROM unnest(codes) AS code $$;
CREATE FUNCTION helper_traits(h helper) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT trait_bits(ARRAY['sex:' || h.sex, 'level:' || h.level]
       || ARRAY(SELECT 'dialect:' || code FROM unnest(h.dialects) AS code)
       || ARRAY(SELECT 'brand:' || code FROM unnest(h.brands) AS code)
       || ARRAY(SELECT 'habit:' || code FROM unnest(h.habits) AS code)) $$;

-- The skills of these helpers as the helpers are now. activities/ranking.ts has the same parts.
CREATE FUNCTION place_skills(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  UPDATE helper_skill k SET
    cell = place_cell(h.home_latitude, h.home_longitude),
    home_latitude = h.home_latitude, home_longitude = h.home_longitude, reach_metres = h.reach_metres, level = h.level,
    rated = least(1, greatest(0, ((4.6::float8 * 5 + h.rating_sum / 100::float8) / (5 + h.rating_count) - 3) / 2)),
    boosted = least(1, greatest(0, h.boost / 50::float8)),
    experienced = least(1, greatest(0, h.years / 15::float8)),
    newcomer = CASE WHEN h.completed_count < 5 THEN 1 ELSE 0 END,
    standing = helper_standing(h.rating_sum, h.rating_count, h.boost, h.years, h.completed_count),
    traits = helper_traits(h)
  FROM helper h WHERE h.id = k.helper_id AND k.helper_id = ANY(ids)
$$;

-- The row lock orders a new skill and a change of its helper.
DROP TRIGGER helper_skill_placed ON helper_skill;
DROP TRIGGER helper_moves_skills ON helper;
DROP FUNCTION place_skill();
CREATE FUNCTION place_skill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM helper WHERE id = NEW.helper_id FOR SHARE;
  PERFORM place_skills(ARRAY[NEW.helper_id]);
  RETURN NULL;
END $$;
CREATE TRIGGER helper_skill_placed AFTER INSERT OR UPDATE OF helper_id ON helper_skill
  FOR EACH ROW EXECUTE FUNCTION place_skill();
CREATE OR REPLACE FUNCTION move_skills() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM place_skills(ARRAY[NEW.id]);
  RETURN NULL;
END $$;
CREATE TRIGGER helper_moves_skills
  AFTER UPDATE OF home_latitude, home_longitude, reach_metres, sex, level, dialects, brands, habits,
    rating_sum, rating_count, boost, years, completed_count ON helper
  FOR EACH ROW EXECUTE FUNCTION move_skills();

DROP INDEX "helper_skill_skill_cell_standing_idx";
SELECT place_skills(ARRAY(SELECT id FROM helper));
CREATE INDEX "helper_skill_skill_cell_standing_idx" ON "helper_skill"("skill", "cell", "standing" DESC)
  INCLUDE ("helper_id", "home_latitude", "home_longitude", "reach_metres", "level", "rated", "boosted", "experienced",
    "newcomer", "traits");
