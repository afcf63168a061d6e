-- Where a helper works: empty means every district within reach.
ALTER TABLE helper ADD COLUMN districts text[] NOT NULL DEFAULT '{}';

-- Hours of the week in which offers are accepted by themselves; none means at any hour.
CREATE TABLE auto_accept_time (
  id uuid PRIMARY KEY,
  helper_id uuid NOT NULL REFERENCES helper (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  weekday integer NOT NULL,
  start_minute integer NOT NULL,
  end_minute integer NOT NULL,
  CONSTRAINT auto_accept_time_of_a_day
    CHECK (weekday BETWEEN 1 AND 7 AND start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440)
);
CREATE INDEX auto_accept_time_helper_id_weekday_idx ON auto_accept_time (helper_id, weekday);

-- Orders whose helper can no longer come: written with the change that caused it, told to the order afterwards.
CREATE TABLE unfit_helper (
  id uuid PRIMARY KEY,
  key text NOT NULL,
  order_id text NOT NULL REFERENCES "order" (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  helper_id uuid NOT NULL REFERENCES helper (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  reason text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  told_at timestamptz(3)
);
CREATE UNIQUE INDEX unfit_helper_key_key ON unfit_helper (key);
CREATE INDEX unfit_helper_untold ON unfit_helper (created_at) WHERE told_at IS NULL;

-- Every change of a certificate, by whom and why. Only ever added to.
CREATE TABLE certificate_change (
  id uuid PRIMARY KEY,
  helper_id uuid NOT NULL REFERENCES helper (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  skill text NOT NULL,
  from_until timestamptz(3),
  to_until timestamptz(3),
  certificate text,
  reason text NOT NULL,
  actor_id uuid NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX certificate_change_helper_id_at_idx ON certificate_change (helper_id, at);
CREATE TRIGGER certificate_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON certificate_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE INDEX helper_skill_certificate_until ON helper_skill (certificate_until) WHERE certificate_until IS NOT NULL;

DO $$
BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'anjia_app') THEN
    REVOKE UPDATE, DELETE ON certificate_change FROM anjia_app;
  END IF;
END $$;
