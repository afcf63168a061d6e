import { runProof } from './frame/run-proof.ts';
import { runProcess } from './frame/run-tool.ts';
import { PROOFS } from './proofs.ts';

await runProcess((argv, printer) => runProof(argv, PROOFS, printer));
