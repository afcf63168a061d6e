export default async function globalTeardown() {
  await globalThis.anjiaTestPostgres?.stop();
}
