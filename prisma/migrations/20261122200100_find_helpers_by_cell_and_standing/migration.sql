-- What a customer may wish of a helper, and what keeps two people apart.
ALTER TABLE "helper"
  ADD COLUMN "dialects" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "brands" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN "habits" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN IF NOT EXISTS "works_holidays" BOOLEAN NOT NULL DEFAULT true;

CREATE TABLE IF NOT EXISTS "block" (
    "blocker_id" UUID NOT NULL,
    "blocked_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "block_pkey" PRIMARY KEY ("blocker_id","blocked_id"),
    CONSTRAINT "block_blocker_id_fkey" FOREIGN KEY ("blocker_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "block_blocked_id_fkey" FOREIGN KEY ("blocked_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX IF NOT EXISTS "block_blocked_id_idx" ON "block"("blocked_id");

-- A search starts at (skill, cell) and reads the best standing first, so its cost follows the helpers in reach.
-- Cells are 0.05° wide; activities/cells.ts counts them the same way.
CREATE FUNCTION place_cell(latitude float8, longitude float8) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT floor(latitude * 20)::int * 10000 + floor(longitude * 20)::int + 3600 $$;

-- What helps a helper in every search: rating, reward, years, cold start, in points of the standard weights.
-- activities/ranking.ts has the same sum; tests/activities/matching.test.ts compares the two.
CREATE FUNCTION helper_standing(rating_sum int, rating_count int, boost int, years int, completed_count int)
  RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT 40 * least(1, greatest(0, ((4.6::float8 * 5 + rating_sum / 100::float8) / (5 + rating_count) - 3) / 2))
          + 8 * least(1, greatest(0, boost / 50::float8)) + 8 * least(1, greatest(0, years / 15::float8))
          + CASE WHEN completed_count < 5 THEN 5 ELSE 0 END $$;

ALTER TABLE "helper_skill"
  ADD COLUMN "cell" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "standing" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- Both columns follow the helper. The row lock orders a new skill and a change of its helper.
CREATE FUNCTION place_skill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT place_cell(h.home_latitude, h.home_longitude),
    helper_standing(h.rating_sum, h.rating_count, h.boost, h.years, h.completed_count)
  INTO NEW.cell, NEW.standing FROM helper h WHERE h.id = NEW.helper_id FOR SHARE;
  RETURN NEW;
END $$;
CREATE TRIGGER helper_skill_placed BEFORE INSERT OR UPDATE OF helper_id ON helper_skill
  FOR EACH ROW EXECUTE FUNCTION place_skill();

CREATE FUNCTION move_skills() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE helper_skill SET cell = place_cell(NEW.home_latitude, NEW.home_longitude),
    standing = helper_standing(NEW.rating_sum, NEW.rating_count, NEW.boost, NEW.years, NEW.completed_count)
  WHERE helper_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER helper_moves_skills
  AFTER UPDATE OF home_latitude, home_longitude, rating_sum, rating_count, boost, years, completed_count ON helper
  FOR EACH ROW EXECUTE FUNCTION move_skills();

UPDATE helper_skill k SET cell = place_cell(h.home_latitude, h.home_longitude),
  standing = helper_standing(h.rating_sum, h.rating_count, h.boost, h.years, h.completed_count)
FROM helper h WHERE h.id = k.helper_id;

DROP INDEX "helper_skill_skill_idx";
CREATE INDEX "helper_skill_skill_cell_standing_idx" ON "helper_skill"("skill", "cell", "standing" DESC) INCLUDE ("helper_id");
CREATE INDEX "helper_city_reach_metres_idx" ON "helper"("city", "reach_metres");

-- The neighbours of a slot, answered from the index alone.
DROP INDEX "booking_helper_id_starts_at_idx";
CREATE INDEX "booking_helper_id_starts_at_idx" ON "booking"("helper_id", "starts_at")
  INCLUDE ("ends_at", "latitude", "longitude", "status", "held_until", "order_id");
CREATE INDEX "candidate_open_offer" ON candidate (helper_id) INCLUDE (order_id, round)
  WHERE hold = 'soft' AND status IN ('offered', 'accepted');
DROP INDEX candidate_soft;
