import './reach-through-lines.ts';

await import('#activities/worker.ts');
