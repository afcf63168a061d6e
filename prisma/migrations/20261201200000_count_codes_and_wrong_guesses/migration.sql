-- How often codes were sent and guessed wrongly, for the whole agency: each API process counts here. Keys are HMACs.
CREATE TABLE attempt_count (
  key text PRIMARY KEY,
  count integer NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX attempt_count_ends_at ON attempt_count (ends_at);
