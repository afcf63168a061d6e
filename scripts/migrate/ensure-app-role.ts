import type pg from 'pg';

export const APP_ROLE = 'anjia_app';

/**
 * Migrations grant rights to the role `anjia_app`, so it must exist before they run. A user with another name becomes
 * a member of it.
 */
export async function ensureAppRole(input: { owner: pg.Client; appUrl: string }): Promise<void> {
  const { username, password } = new URL(input.appUrl);
  const user = decodeURIComponent(username);
  const { owner } = input;
  const known = await owner.query('SELECT rolname FROM pg_roles WHERE rolname = ANY($1)', [[APP_ROLE, user]]);
  const names = known.rows.map((row) => row.rolname as string);
  if (!names.includes(APP_ROLE)) {
    const login =
      user === APP_ROLE ? `LOGIN PASSWORD ${owner.escapeLiteral(decodeURIComponent(password))}` : 'NOLOGIN';
    await owner.query(`CREATE ROLE ${APP_ROLE} ${login}`).catch(explain);
  }
  if (user !== APP_ROLE && user !== ownerName(owner) && names.includes(user)) {
    await owner.query(`GRANT ${APP_ROLE} TO ${owner.escapeIdentifier(user)}`).catch(() => undefined);
  }
}

function explain(error: pg.DatabaseError): void {
  // Another process that started at the same moment created the role.
  if (error.code === '42710' || error.code === '23505') return;
  if (error.code === '42501') {
    throw new Error(
      `The owner may not create roles. Ask an administrator: CREATE ROLE ${APP_ROLE} LOGIN PASSWORD '…'`,
    );
  }
  throw error;
}

function ownerName(owner: pg.Client): string | undefined {
  return owner.user;
}
