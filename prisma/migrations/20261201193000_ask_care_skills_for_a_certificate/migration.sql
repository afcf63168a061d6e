-- Which skills count only with a certificate. A skill without a row needs none.
CREATE TABLE "skill" (
    "code" TEXT NOT NULL,
    "needs_certificate" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "skill_pkey" PRIMARY KEY ("code")
);
INSERT INTO "skill" VALUES ('elderCare', true), ('babyCare', true), ('maternityCare', true);

-- Until when a helper's skill counts. A needed certificate that is missing is like one that ended in 1970.
ALTER TABLE "helper_skill" ADD COLUMN "counts_until" TIMESTAMPTZ(3);
CREATE FUNCTION skill_counts_until(skill text, certificate text, until timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN $2 IS NULL AND $3 IS NULL AND EXISTS (SELECT 1 FROM skill s WHERE s.code = $1 AND s.needs_certificate) THEN 'epoch'
    ELSE $3
  END
$$;
CREATE FUNCTION keep_counts_until() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.counts_until := skill_counts_until(NEW.skill, NEW.certificate, NEW.certificate_until);
  RETURN NEW;
END $$;
CREATE TRIGGER helper_skill_counts BEFORE INSERT OR UPDATE OF skill, certificate, certificate_until, counts_until
  ON helper_skill FOR EACH ROW EXECUTE FUNCTION keep_counts_until();

CREATE FUNCTION move_counts_until() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE helper_skill k SET counts_until = skill_counts_until(k.skill, k.certificate, k.certificate_until)
  WHERE k.skill IN (OLD.code, NEW.code);
  RETURN NULL;
END $$;
CREATE TRIGGER skill_moves_counts AFTER INSERT OR UPDATE OR DELETE ON skill
  FOR EACH ROW EXECUTE FUNCTION move_counts_until();

UPDATE helper_skill k SET counts_until = skill_counts_until(k.skill, k.certificate, k.certificate_until)
  WHERE k.certificate_until IS NOT NULL OR k.skill IN (SELECT s.code FROM skill s WHERE s.needs_certificate);
