import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { inProject } from '#scripts/setup/places.mjs';
import { openInstance } from '#tests/journeys/the-instance.ts';
import { fillTheCity } from './screenshots/fill-the-city.ts';
import { PICTURES } from './screenshots/pictures.ts';
import { takePicture } from './screenshots/take-picture.ts';

// npm run screenshots [-- <name>…]: a system of its own, an order in each stage, and every screen into docs/pictures.
const folder = inProject('docs/pictures');
const wanted = process.argv.slice(2);
const pictures = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const unknown = wanted.filter((name) => !PICTURES.some((p) => p.name === name));
if (unknown.length > 0) {
  console.error(
    `No such picture: ${unknown.join(', ')}\nThere are: ${PICTURES.map((p) => p.name).join(', ')}`,
  );
  process.exit(2);
}

const instance = await openInstance();
try {
  console.log(`${instance.url}: filling the city`);
  const city = await fillTheCity(instance);
  if (wanted.length === 0) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let total = 0;
  for (const picture of pictures) {
    const file = path.join(folder, `${picture.name}.png`);
    await takePicture({ instance, city, picture, file });
    const { size } = await stat(file);
    total += size;
    console.log(`${picture.name}.png ${Math.round(size / 1024)} kB`);
  }
  console.log(`${pictures.length} pictures, ${(total / 1024 / 1024).toFixed(1)} MB`);
} finally {
  await instance.close();
}
