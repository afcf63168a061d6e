// Loaded before a program reads its settings: its connections to PostgreSQL and Temporal go through proxies that the
// chaos process can cut.
const { CHAOS_POSTGRES_PORT, CHAOS_TEMPORAL_PORT, DATABASE_URL } = process.env;
if (CHAOS_POSTGRES_PORT && DATABASE_URL) {
  const url = new URL(DATABASE_URL);
  url.port = CHAOS_POSTGRES_PORT;
  process.env.DATABASE_URL = url.href;
}
if (CHAOS_TEMPORAL_PORT) process.env.TEMPORAL_ADDRESS = `127.0.0.1:${CHAOS_TEMPORAL_PORT}`;
