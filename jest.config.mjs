// Run by `npm test` in passes; alone: NODE_OPTIONS=--experimental-vm-modules npx jest <path>
const swc = {
  jsc: {
    parser: { syntax: 'typescript', tsx: true },
    target: 'es2022',
    transform: { react: { runtime: 'automatic' } },
  },
  module: { type: 'es6' },
};

/** @param {string} name @param {string[]} folders @param {string} [files] */
const project = (name, folders, files = 'test.ts') => ({
  displayName: name,
  testMatch: folders.map((folder) => `<rootDir>/tests/${folder}/**/*.${files}`),
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.tsx?$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['<rootDir>/.anjia', '<rootDir>/web/dist'],
  // Prisma keeps a registry on the global object; wrapping it again for every file ends in a stack overflow.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  setupFilesAfterEnv: ['<rootDir>/tests/support/environment.ts'],
});

export default {
  globalSetup: '<rootDir>/tests/support/global-setup.mjs',
  globalTeardown: '<rootDir>/tests/support/global-teardown.mjs',
  // Native threads of the Temporal SDK outlive the last test.
  forceExit: true,
  projects: [
    project('units', ['contracts', 'platform', 'web', 'simulate', 'scripts', 'model']),
    // Components are drawn in a browser's stead.
    {
      ...project('screens', ['web'], 'test.tsx'),
      testEnvironment: '<rootDir>/tests/support/browser-environment.mjs',
    },
    project('database', ['activities', 'api', 'prisma']),
    project('workflows', ['workflows', 'replay']),
    project('kills', ['kills', 'versions']),
    project('stuck', ['stuck']),
    project('chaos', ['chaos']),
    project('journeys', ['journeys']),
  ],
};
