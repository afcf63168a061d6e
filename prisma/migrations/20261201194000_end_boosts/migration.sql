-- A reward raises the rank for a time. Each part of helper.boost that is in force has a row here until it ends.
ALTER TABLE "reward" ADD COLUMN "boost_until" TIMESTAMPTZ(3);
CREATE TABLE "helper_boost" (
    "key" TEXT NOT NULL,
    "helper_id" UUID NOT NULL,
    "points" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "helper_boost_pkey" PRIMARY KEY ("key")
);
CREATE INDEX "helper_boost_until_idx" ON "helper_boost"("until");
ALTER TABLE "helper_boost" ADD CONSTRAINT "helper_boost_helper_id_fkey"
  FOREIGN KEY ("helper_id") REFERENCES "helper"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was given without an end ends in 90 days.
INSERT INTO helper_boost (key, helper_id, points, until)
  SELECT id || '/before', id, boost, now() + interval '90 days' FROM helper WHERE boost > 0;
UPDATE reward SET boost_until = now() + interval '90 days';

-- The build before this one writes rewards without an end.
CREATE FUNCTION keep_boost() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.boost_until := coalesce(NEW.boost_until, NEW.at + interval '90 days');
  INSERT INTO helper_boost (key, helper_id, points, until) VALUES (NEW.key, NEW.helper_id, NEW.boost, NEW.boost_until);
  RETURN NEW;
END $$;
CREATE TRIGGER reward_boosts BEFORE INSERT ON reward FOR EACH ROW EXECUTE FUNCTION keep_boost();
