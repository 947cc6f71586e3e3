const { createConfigForRole } = require('@backstage/cli/config/eslint-factory');

// For scripts, bench and e2e-tests; each package has a configuration of its own.
module.exports = createConfigForRole(__dirname, 'node-library', {
  root: true,
  rules: {
    // These folders belong to the repository, not to a package.
    '@backstage/no-undeclared-imports': 'off',
    // The tests of the scripts are of node:test.
    'jest/expect-expect': 'off',
  },
});
