-- Builds of before, which run beside newer ones for a while, open cases without a city: such a case is in its order's.
CREATE FUNCTION case_city_of_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT city, coalesce(NEW.customer_id, customer_id) INTO NEW.city, NEW.customer_id FROM "order" WHERE id = NEW.order_id;
  RETURN NEW;
END $$;
CREATE TRIGGER case_city_of_order BEFORE INSERT ON "case" FOR EACH ROW
  WHEN (NEW.city IS NULL AND NEW.order_id IS NOT NULL) EXECUTE FUNCTION case_city_of_order();
UPDATE "case" c SET city = o.city, customer_id = coalesce(c.customer_id, o.customer_id)
  FROM "order" o WHERE o.id = c.order_id AND c.city IS NULL;
