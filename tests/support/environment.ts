import { jest } from '@jest/globals';

// A test that starts a server or waits for PostgreSQL on a busy machine needs more than Jest's five seconds.
jest.setTimeout(60_000);
