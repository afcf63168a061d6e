import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { create, type Font, type GlyphRun } from 'fontkit';

let font: Promise<Font> | undefined;
/**
 * A full TrueType font: other formats lack rare characters of names. It is parsed once: parsing its tables for each
 * document took a third of the time.
 */
export function chineseFont(): Promise<Font> {
  font ??= readFile(
    createRequire(import.meta.url).resolve(
      '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
    ),
  ).then((file) => rememberLayouts(create(file) as Font));
  return font;
}

/** The maximum size of the cache of shaped texts; then it is cleared. */
const MOST_LAYOUTS = 5_000;

/**
 * Most texts are the same in every agreement: their shaped glyphs are cached and copied, because pdfkit changes the
 * positions it gets.
 */
function rememberLayouts(shared: Font): Font {
  const shape = shared.layout.bind(shared);
  const known = new Map<string, GlyphRun>();
  shared.layout = (text, ...how) => {
    if (how.some((one) => one !== undefined)) return shape(text, ...how);
    let run = known.get(text);
    if (!run) {
      if (known.size >= MOST_LAYOUTS) known.clear();
      run = shape(text);
      known.set(text, run);
    }
    const positions = run.positions.map((one) =>
      Object.assign(Object.create(Object.getPrototypeOf(one)), one),
    );
    return Object.assign(Object.create(Object.getPrototypeOf(run)), run, { positions });
  };
  return shared;
}
