-- A live stream ends with its session, also when another process ends it. The payload says nothing: whoever listens looks up its own.
CREATE FUNCTION say_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('session_ended', '');
  RETURN NULL;
END $$;
CREATE TRIGGER session_ended AFTER DELETE ON session FOR EACH STATEMENT EXECUTE FUNCTION say_session_ended();
CREATE TRIGGER person_shut_out AFTER UPDATE OF active ON person FOR EACH ROW
  WHEN (OLD.active AND NOT NEW.active) EXECUTE FUNCTION say_session_ended();
