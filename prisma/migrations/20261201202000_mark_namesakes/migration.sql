-- Two helpers of a city never show the same name: the second 罗阿姨 is 罗阿姨·2, for ever.
CREATE TABLE "shown_name" (
    "city" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "given" INTEGER NOT NULL,

    CONSTRAINT "shown_name_pkey" PRIMARY KEY ("city", "name")
);
-- What is written keeps its order: whoever came first keeps the plain name.
UPDATE helper h SET display_name = h.display_name || '·' || n.place
FROM (SELECT id, row_number() OVER (PARTITION BY city, display_name ORDER BY created_at, id) AS place FROM helper) n
WHERE n.id = h.id AND n.place > 1;
INSERT INTO shown_name (city, name, given)
  SELECT city, regexp_replace(display_name, '·\d+$', ''), count(*) FROM helper GROUP BY 1, 2;

CREATE FUNCTION mark_namesake() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  plain text := regexp_replace(NEW.display_name, '·\d+$', '');
  place int;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.city = OLD.city AND plain = regexp_replace(OLD.display_name, '·\d+$', '') THEN
      NEW.display_name := OLD.display_name;
      RETURN NEW;
    END IF;
  -- A row that is there already is not inserted again (ON CONFLICT DO NOTHING) and takes no number.
  ELSIF EXISTS (SELECT 1 FROM helper WHERE id = NEW.id) THEN
    RETURN NEW;
  END IF;
  INSERT INTO shown_name AS s (city, name, given) VALUES (NEW.city, plain, 1)
    ON CONFLICT (city, name) DO UPDATE SET given = s.given + 1 RETURNING given INTO place;
  NEW.display_name := plain || CASE WHEN place > 1 THEN '·' || place ELSE '' END;
  RETURN NEW;
END $$;
CREATE TRIGGER helper_namesakes BEFORE INSERT OR UPDATE OF display_name, city ON helper
  FOR EACH ROW EXECUTE FUNCTION mark_namesake();
CREATE UNIQUE INDEX "helper_city_display_name_key" ON "helper"("city", "display_name");
