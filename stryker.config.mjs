import jestConfig from './jest.config.mjs';

// npm run mutate [-- --mutate contracts/money/price.ts]: each mutant of the pure rules must turn a unit test red. The
// tests it runs need no database and no Temporal. Not part of `npm run check`: docs/decisions/104 says when to run it.
const units = jestConfig.projects.find(({ displayName }) => displayName === 'units');

export default {
  mutate: [
    'contracts/*/rules.ts',
    'contracts/cases/{case-moves,kinds}.ts',
    'contracts/matching/{who-is-fit,wishes}.ts',
    'contracts/money/{may-waive-fee,price}.ts',
    'contracts/orders/{ending-fee,visit-minutes}.ts',
    'contracts/person-deadline.ts',
    'contracts/visits/reschedule.ts',
  ],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  jest: {
    config: {
      ...units,
      testMatch: [
        '<rootDir>/tests/contracts/**/*.test.ts',
        '<rootDir>/tests/model/order/order-rules.test.ts',
      ],
    },
  },
  coverageAnalysis: 'perTest',
  // A mutant of a module's constants would run every test; the tests of those tables compare them word for word.
  ignoreStatic: true,
  // Not needed to test the rules. Of tsconfig.json Stryker would ask a compiler's API that TypeScript 7 has not.
  ignorePatterns: [
    ...['.anjia', '.ci', 'activities', 'api', 'deploy', 'docs', 'prisma', 'scripts', 'web', 'tests/replay'],
    ...['jest.config.mjs', 'stryker.config.mjs', 'tsconfig.json'],
  ],
  tempDirName: '.anjia/mutate',
  incremental: false,
  concurrency: 2,
  timeoutMS: 5_000,
  reporters: ['clear-text', 'progress-append-only', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  htmlReporter: { fileName: '.anjia/mutate.html' },
  thresholds: { high: 95, low: 90, break: 90 },
};
