import { signsInAs } from '#tests/journeys/at-screen.ts';
import type { Instance } from '#tests/journeys/the-instance.ts';
import type { City } from './fill-the-city.ts';
import type { Picture } from './pictures.ts';

/** One screen as one person sees it: signed in, in the language wanted, everything loaded and still. */
export async function takePicture(input: {
  instance: Instance;
  city: City;
  picture: Picture;
  file: string;
}): Promise<void> {
  const { instance, city, picture, file } = input;
  const context = await (picture.desk ? instance.browser.aDesktop() : instance.browser.aPhone());
  try {
    const page = await context.newPage();
    if (picture.as) {
      await signsInAs(page, instance, picture.as);
      await page.waitForURL((url) => url.pathname !== '/login');
    }
    await page.goto(instance.url + picture.at(city));
    if (picture.english) await page.getByTestId('language-switch').click();
    await page.getByText(picture.shows).filter({ visible: true }).first().waitFor();
    await picture.before?.(page);
    await page.evaluate(() => document.fonts.ready);
    // Skeletons are gone when everything that was asked for has come.
    await page.waitForFunction(
      () => document.querySelector('[aria-busy=true], .skeleton, .ant-skeleton') === null,
    );
    await page.screenshot({ path: file, animations: 'disabled' });
  } finally {
    await context.close();
  }
}
