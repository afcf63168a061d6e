import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { createOpenApi } from '#api/http/openapi.ts';
import { breaks } from './openapi/breaks.ts';
import { canonical } from './openapi/canonical.ts';
import { unnamedBreaks } from './openapi/unnamed-breaks.ts';

// npm run openapi: writes docs/openapi.json. --check only compares (part of npm run check). --release records the
// document as the one that clients of the last release know; breaks are counted from there.
const { values } = parseArgs({ options: { check: { type: 'boolean' }, release: { type: 'boolean' } } });
const root = path.resolve(import.meta.dirname, '..');
const file = path.join(root, 'docs/openapi.json');
const releasedFile = path.join(root, 'docs/openapi.released.json');

const document = createOpenApi();
const text = canonical(document);
let red = false;

if (!values.check) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('docs/openapi.json is not the document of this code. Write it: npm run openapi');
  red = true;
}

const released = JSON.parse(readFileSync(releasedFile, 'utf8'));
const unnamed = unnamedBreaks(
  breaks(released, document),
  readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'),
);
for (const { operation, field, what } of unnamed) {
  const names = [operation, field].filter((name) => name !== undefined).map((name) => `\`${name}\``);
  console.error(
    `Breaks a client: ${what}. CHANGELOG.md, "Unreleased", "Breaking" needs a line with ${names.join(' and ')}.`,
  );
  red = true;
}

if (values.release && !red) writeFileSync(releasedFile, canonical(document));
process.exit(red ? 1 : 0);
