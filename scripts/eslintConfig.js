const { join } = require('node:path');
const createPackageConfig = require('@backstage/cli/config/eslint-factory');
const importDirections = require('./importDirections');

const SCOPE = '@agentos-portal/';

/**
 * One selector for every way to name a package: import, re-export, dynamic
 * import, import as a type, require. An esquery pattern cannot hold a slash,
 * therefore `\u002F`.
 */
function forbiddenImportSelector(allowed) {
  const folders = allowed.map(name => name.slice(SCOPE.length)).join('|');
  const pattern = `/^@agentos-portal\\u002F(?!(?:${folders})(?:\\u002F|$))/`;
  return [
    `ImportDeclaration[source.value=${pattern}]`,
    `ExportNamedDeclaration[source.value=${pattern}]`,
    `ExportAllDeclaration[source.value=${pattern}]`,
    `ImportExpression[source.value=${pattern}]`,
    `TSImportType[argument.literal.value=${pattern}]`,
    `CallExpression[callee.name='require'][arguments.0.value=${pattern}]`,
  ].join(', ');
}

// A suite that runs over several implementations is exported, and asks each
// implementation what it can do.
const contractSuites = {
  files: ['**/testUtils/**', '**/*[cC]ontract.ts'],
  rules: {
    'jest/no-export': 'off',
    'jest/no-conditional-expect': 'off',
  },
};

/**
 * The ESLint configuration of the package in `dir`: Backstage's own for the
 * package's role, plus its row of importDirections.js.
 */
function createConfig(dir) {
  const { name } = require(join(dir, 'package.json'));
  const allowed = importDirections[name];
  if (!allowed) {
    throw new Error(
      `Package ${name} has no row in scripts/importDirections.js: add one that says which packages it may import`,
    );
  }

  const config = createPackageConfig(dir, {
    root: true,
    overrides: [contractSuites],
  });
  const restriction = {
    selector: forbiddenImportSelector(allowed),
    message: `${name} may import ${
      allowed.join(', ') || 'no other package'
    } of this repository (scripts/importDirections.js)`,
  };
  // Added afterwards: the factory for frontend roles replaces the rule that
  // `restrictedSyntax` would extend, and the one for tests stands apart.
  for (const { rules } of [config, ...config.overrides]) {
    const syntax = rules?.['no-restricted-syntax'];
    if (syntax) {
      rules['no-restricted-syntax'] = [
        'error',
        ...syntax.slice(1),
        restriction,
      ];
    }
  }
  return config;
}

module.exports = createConfig;
