import { Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { createOpenApi } from './openapi.ts';

/** /api/openapi.json and a page that shows it; its scripts are served from here. */
export function docs(): Router {
  const router = Router();
  const document = createOpenApi();
  router.get('/openapi.json', (_req, res) => {
    res.json(document);
  });
  router.use('/docs', swaggerUi.serve, swaggerUi.setup(undefined, { swaggerUrl: '/api/openapi.json' }));
  return router;
}
