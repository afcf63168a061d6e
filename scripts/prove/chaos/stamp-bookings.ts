import type pg from 'pg';

/**
 * The programs stamp a slot with the start of their transaction. One that waited for the helper's lock would seem to have
 * been there before the slot that it waited for was given back: here the moment itself counts, of a slot and of its move.
 */
const STAMPS = `
  CREATE FUNCTION stamp_booking() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.updated_at := clock_timestamp();
    IF TG_OP = 'INSERT' OR (NEW.helper_id, NEW.starts_at, NEW.ends_at) <> (OLD.helper_id, OLD.starts_at, OLD.ends_at) THEN
      NEW.created_at := clock_timestamp();
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER stamp_booking BEFORE INSERT OR UPDATE ON booking FOR EACH ROW EXECUTE FUNCTION stamp_booking();`;

export const stampBookings = (owner: Pick<pg.Pool, 'query'>) => owner.query(STAMPS);
