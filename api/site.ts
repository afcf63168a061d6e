import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';

const DIST = fileURLToPath(new URL('../web/dist/', import.meta.url));

/** The built web: hashed files are cached for ever, the page itself never, and every page address serves index.html. */
export function site(): RequestHandler {
  const router = express.Router();
  router.use(
    '/assets',
    express.static(`${DIST}assets`, { immutable: true, maxAge: '365d', fallthrough: true }),
  );
  router.use(
    express.static(DIST, { index: false, setHeaders: (res) => res.setHeader('cache-control', 'no-cache') }),
  );
  router.get('/{*page}', (req, res, next) => {
    if (!req.accepts('html') || /\.\w{1,5}$/.test(req.path) || !existsSync(`${DIST}index.html`))
      return next();
    res.setHeader('cache-control', 'no-cache');
    res.sendFile('index.html', { root: DIST });
  });
  return router;
}
