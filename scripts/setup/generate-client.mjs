import { existsSync } from 'node:fs';
import { hashOf, inProject } from './places.mjs';
import { run, step } from './progress.mjs';
import { whenChanged } from './remember.mjs';

/** The Prisma client is made from the schema; it needs no engine, only a file where one would be. */
export async function generateClient() {
  if (!existsSync(inProject('prisma/schema'))) return;
  await whenChanged({
    name: 'prisma-client',
    hash: hashOf(['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json']),
    present: () => existsSync(inProject('prisma/generated/client.ts')),
    work: () =>
      step('generating the Prisma client', () =>
        run({
          file: process.execPath,
          args: [inProject('node_modules/prisma/build/index.js'), 'generate'],
          cwd: inProject('.'),
          env: {
            ...process.env,
            PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
            PRISMA_HIDE_UPDATE_MESSAGE: '1',
            CHECKPOINT_DISABLE: '1',
          },
        }),
      ),
  });
}
