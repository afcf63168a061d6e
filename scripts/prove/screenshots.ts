import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { inProject } from '#scripts/setup/places.mjs';
import { openInstance } from '#tests/journeys/the-instance.ts';
import { runScript } from './frame/run-tool.ts';
import { defineTool } from './frame/tool.ts';
import { fillTheCity } from './screenshots/fill-the-city.ts';
import { PICTURES } from './screenshots/pictures.ts';
import { takePicture } from './screenshots/take-picture.ts';

const NAMES = PICTURES.map(({ name }) => name);

const screenshots = defineTool({
  about:
    'an instance of its own with an order in each stage; every screen becomes a picture in docs/pictures',
  options: { pictures: { kind: 'names', help: `only these of ${NAMES.join(', ')}`, oneOf: NAMES } },
  async run({ values, json, say, print }) {
    const wanted = values.pictures;
    const pictures = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
    const folder = inProject('docs/pictures');
    const instance = await openInstance();
    let total = 0;
    try {
      say(`${instance.url}: filling the city`);
      const city = await fillTheCity(instance);
      if (wanted.length === 0) await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      for (const picture of pictures) {
        const file = path.join(folder, `${picture.name}.png`);
        await takePicture({ instance, city, picture, file });
        const { size } = await stat(file);
        total += size;
        say(`${picture.name}.png ${Math.round(size / 1024)} kB`);
      }
    } finally {
      await instance.close();
    }
    if (json) print({ pictures: pictures.length, bytes: total });
    else print(`${pictures.length} pictures, ${(total / 1024 / 1024).toFixed(1)} MB`);
    return true;
  },
});

await runScript('screenshots', screenshots);
