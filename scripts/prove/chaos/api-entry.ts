import './reach-through-lines.ts';

await import('#api/main.ts');
