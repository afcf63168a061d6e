import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { inProject } from '#scripts/setup/places.mjs';

const read = (file: string): string => readFileSync(inProject(file), 'utf8');

const DOCUMENTS = [
  'README.md',
  ...readdirSync(inProject('docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].sort();

/** Text between backticks may show a link or a path that is only an example. */
const withoutBlocks = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '');

describe('decisions', () => {
  const FOLDER = 'docs/decisions';
  const files = readdirSync(inProject(FOLDER)).filter((name) => /^\d{3}-[a-z0-9-]+\.md$/.test(name));

  /** Title line, status, date, and the three sections of the template, in this order. */
  const TEMPLATE =
    /^# (?<title>\d{3} .+)\n\n- Status: (?<status>accepted|superseded|superseded by \[\d{3}\]\(\d{3}-[a-z0-9-]+\.md\))\n- Date: \d{4}-\d\d-\d\d( \(revised \d{4}-\d\d-\d\d\))?\n\n## Context\n\n\S[\s\S]+\n## Decision\n\n\S[\s\S]+\n## Consequences\n\n\S/;
  const known = files.map((file) => ({ file, groups: TEMPLATE.exec(read(`${FOLDER}/${file}`))?.groups }));

  test('every file is a decision, the template or the index', () => {
    const others = readdirSync(inProject(FOLDER)).filter((name) => !files.includes(name));
    expect(others.sort()).toEqual(['README.md', 'template.md']);
    expect(files.length).toBeGreaterThan(50);
  });

  test('every decision follows the template, under the number of its file', () => {
    const misfits = known.filter(({ file, groups }) => groups?.title?.slice(0, 3) !== file.slice(0, 3));
    expect(misfits.map(({ file }) => file)).toEqual([]);
  });

  test('no number is used twice', () => {
    const numbers = files.map((file) => file.slice(0, 3));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('the index has one line for each, with its title, its status and a sentence, in order', () => {
    const lines = read(`${FOLDER}/README.md`)
      .split('\n')
      .filter((line) => line.startsWith('- '));
    const heads = lines.map((line) => line.replace(/: \S.*\.$/, ''));
    const expected = known.map(({ file, groups }) => {
      const status = groups?.status?.replace(/\[(\d{3})\].*/, '$1');
      return `- [${groups?.title}](${file}) (${status})`;
    });
    expect(heads).toEqual(expected);
  });
});

describe('links and paths', () => {
  /** As GitHub names the headings of a page. */
  const anchorsOf = (text: string): string[] =>
    [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    );

  const broken = (document: string, target: string): boolean => {
    const [file = '', anchor] = target.split('#');
    const full = file === '' ? document : path.join(path.dirname(document), decodeURI(file));
    if (!existsSync(inProject(full))) return true;
    return anchor !== undefined && !anchorsOf(read(full)).includes(anchor);
  };

  test('every relative link of README and docs leads somewhere', () => {
    const found = DOCUMENTS.flatMap((document) => {
      const text = withoutBlocks(read(document));
      const targets = [...text.matchAll(/\]\(([^)\s]+)\)|\ssrc="([^"]+)"/g)].map(([, a, b]) => a ?? b!);
      return targets.filter((to) => !/^[a-z]+:/.test(to)).map((to) => ({ document, to }));
    });
    expect(found.length).toBeGreaterThan(60);
    expect(found.filter(({ document, to }) => broken(document, to))).toEqual([]);
  });

  test('every file of ours that they name exists', () => {
    const NAMED =
      /`((?:activities|api|contracts|deploy|docs|platform|prisma|scripts|tests|web|workflows)\/[\w./-]+\.\w+)`/g;
    const found = DOCUMENTS.filter((document) => !/^- Status: superseded/m.test(read(document))).flatMap(
      (document) =>
        [...withoutBlocks(read(document)).matchAll(NAMED)].map(([, file]) => ({ document, file: file! })),
    );
    expect(found.length).toBeGreaterThan(40);
    expect(found.filter(({ file }) => !existsSync(inProject(file)))).toEqual([]);
  });
});
