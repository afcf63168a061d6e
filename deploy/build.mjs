import { copyFileSync, mkdirSync } from 'node:fs';
import { bundleWorkflows } from '../scripts/setup/bundle-workflows.mjs';
import { inProject } from '../scripts/setup/places.mjs';
import { setUp } from '../scripts/setup.mjs';

// Builds what an image needs besides the sources: the Prisma client, web/dist, and the workflow bundle build/workflows.js.
// A worker with OTEL_EXPORTER_OTLP_ENDPOINT uses workflows.traced.js beside it.
await setUp({ temporal: false, web: true });
mkdirSync(inProject('build'), { recursive: true });
copyFileSync(await bundleWorkflows(), inProject('build/workflows.js'));
copyFileSync(await bundleWorkflows({ traced: true }), inProject('build/workflows.traced.js'));
