import process from 'node:process';
import { runProof } from './frame/run-proof.ts';
import { PROOFS } from './proofs.ts';

// Ctrl-C, or a kill of this process alone: the exit handlers end what a proof has started.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(2));
process.exit(
  await runProof(process.argv.slice(2), PROOFS, {
    out: (line) => console.log(line),
    err: (line) => console.error(line),
  }),
);
