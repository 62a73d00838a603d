import js from '@eslint/js'
import graphql from '@graphql-eslint/eslint-plugin'
import ts from 'typescript-eslint'

export default ts.config(
  { ignores: ['dist/', '**/node_modules/', 'coverage/', '.data/'] },
  {
    files: ['**/*.{js,ts,tsx}'],
    extends: [js.configs.recommended, ts.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js', 'scripts/*.js'] } } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/require-await': 'off',
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'src/config.ts is the only reader of the environment.' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  { files: ['src/config.ts', 'test/**', 'bench/**', 'scripts/**', 'deploy/**', '*.config.*'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['**/*.js'], ...ts.configs.disableTypeChecked },
  { files: ['scripts/**/*.js', 'test/**/*.js', 'deploy/**/*.js', 'bench/peers/**'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', fetch: 'readonly' } } },
  {
    files: ['schema.graphql'],
    plugins: { '@graphql-eslint': graphql },
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: 'schema.graphql' } } },
    rules: {
      ...graphql.configs['flat/schema-all'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      '@graphql-eslint/require-description': ['error', { types: true, FieldDefinition: true, InputValueDefinition: true, EnumValueDefinition: true, DirectiveDefinition: true }],
      '@graphql-eslint/input-name': ['error', { checkInputType: true, checkMutations: true, checkQueries: false, caseSensitiveInputType: false }],
      // Lists page forwards only: vendors' lists do, and a list merged from several has no end to begin at.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      // `nodes` and `unavailable` of a connection, and values that come whole with their entity, are plain lists.
      '@graphql-eslint/relay-edge-types': ['error', { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false }],
      // Only entities have an id; all others are values within one. That every entity has one is held by
      // test/architecture/schema.test.ts.
      '@graphql-eslint/strict-id-in-types': 'off',
      // A payload is the entity concerned and its userErrors. A query goes on in a request of its own.
      '@graphql-eslint/require-field-of-type-query-in-mutation-result': 'off',
      // A list always answers and names in `unavailable` who did not; a payload always answers, with its userErrors.
      '@graphql-eslint/require-nullable-result-in-root': 'off',
      '@graphql-eslint/no-root-type': 'off',
      // The file is printed sorted by name, without the rule's exceptions for `id` and dates.
      '@graphql-eslint/alphabetize': 'off',
    },
  },
)
