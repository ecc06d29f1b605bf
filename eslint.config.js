import { builtinModules } from 'node:module'
import stylistic from '@stylistic/eslint-plugin'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const inner = ['domain/**/*.ts', 'application/**/*.ts', 'projections/**/*.ts']
const source = [...inner, 'infrastructure/**/*.ts']
const outside = ['test/**/*.ts', 'examples/**/*.ts']

/** The only source files that may assert a type, each where the compiler cannot know what the code has just proved. */
const assertionsAllowed = [
  'application/load.ts', // a stream holds the events of one aggregate
  'application/task-either.ts', // a record with one more name
  'domain/decider.ts', // a handler's name and its content belong together
  'domain/input/field.ts', // a record read field by field
  'domain/values/instant.ts', // texts made by Date
  'domain/values/position.ts', // a literal
  'infrastructure/x509/asn1/parse-asn1.ts', // node-forge knows more than its types
  'projections/slot-rows.ts', // rows that the projection itself wrote
  'projections/projection.ts', // a row of one table among all tables
  'projections/versions.ts', // the columns that every table of versions has
]

/** The only files below infrastructure that may throw, for defects of the caller that no type can exclude. */
const defectsThrown = ['domain/log/canonical-json.ts']

/** Members of a union, arms of a condition and steps of a curried function stand as their author laid them out. */
const freeIndent = [
  'TSUnionType', 'TSUnionType *', 'ConditionalExpression', 'ConditionalExpression *',
  'ArrowFunctionExpression[body.type!="BlockStatement"]',
]

const style = {
  '@stylistic/array-bracket-spacing': 'error',
  '@stylistic/arrow-parens': 'error',
  '@stylistic/arrow-spacing': 'error',
  '@stylistic/block-spacing': 'error',
  '@stylistic/brace-style': ['error', '1tbs', { allowSingleLine: true }],
  '@stylistic/comma-dangle': ['error', 'always-multiline'],
  '@stylistic/comma-spacing': 'error',
  '@stylistic/eol-last': 'error',
  '@stylistic/indent': ['error', 2, { SwitchCase: 1, flatTernaryExpressions: true, ignoredNodes: freeIndent }],
  '@stylistic/key-spacing': 'error',
  '@stylistic/keyword-spacing': 'error',
  '@stylistic/max-len': ['error', { code: 120, ignoreUrls: true }],
  '@stylistic/member-delimiter-style': ['error', {
    multiline: { delimiter: 'none' },
    singleline: { delimiter: 'semi', requireLast: false },
  }],
  '@stylistic/no-extra-semi': 'error',
  '@stylistic/no-multi-spaces': 'error',
  '@stylistic/no-multiple-empty-lines': ['error', { max: 1, maxBOF: 0, maxEOF: 0 }],
  '@stylistic/no-tabs': 'error',
  '@stylistic/no-trailing-spaces': 'error',
  '@stylistic/object-curly-spacing': ['error', 'always'],
  '@stylistic/quotes': ['error', 'single', { avoidEscape: true, allowTemplateLiterals: 'avoidEscape' }],
  '@stylistic/semi': ['error', 'never'],
  '@stylistic/space-before-blocks': 'error',
  '@stylistic/space-in-parens': 'error',
  '@stylistic/space-infix-ops': 'error',
  '@stylistic/spaced-comment': 'error',
  '@stylistic/type-annotation-spacing': 'error',
}

const types = {
  '@typescript-eslint/consistent-type-exports': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', {
    allowDefaultCaseForExhaustiveSwitch: false,
    considerDefaultExhaustiveForUnions: false,
    requireDefaultForNonUnion: true,
  }],
  // node-forge types the members of its enumerations and the numbers they stand for apart.
  '@typescript-eslint/no-unsafe-enum-comparison': 'off',
  // io-ts binds the methods of its codecs, so that they may be passed on.
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  'eqeqeq': 'error',
  'no-console': 'error',
  'no-restricted-imports': ['error', {
    paths: [
      { name: 'node-forge', allowImportNames: ['default'], message: 'node-forge is CommonJS: default import only.' },
      ...builtinModules
        .filter((name) => !name.startsWith('node:') && !name.startsWith('_'))
        .map((name) => ({ name, message: `Write node:${name}.` })),
    ],
  }],
  'no-var': 'error',
  'prefer-const': 'error',
}

const sizes = {
  'complexity': ['error', 20],
  'max-depth': ['error', 3],
  'max-lines': ['error', 250],
  'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
  'max-params': ['error', 5],
}

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'No default exports: a thing has one name everywhere.',
}

const noSkippedTest = {
  selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(only|skip|skipIf|runIf|todo)$/]',
  message: 'A test runs or is deleted; a missing service is a failure.',
}

const instantIsGiven = 'The instant is given: a command field or a port.'
const noClock = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: instantIsGiven },
  { selector: 'CallExpression[callee.name="Date"]', message: instantIsGiven },
]

const noThrow = [
  { selector: 'ThrowStatement', message: 'A refusal is a value (Either); only infrastructure throws, for defects.' },
  { selector: 'TryStatement', message: 'A foreign call is wrapped in infrastructure; here failures are values.' },
]

const impureGlobals = [
  'Buffer', 'clearImmediate', 'clearInterval', 'clearTimeout', 'console', 'crypto', 'fetch', 'global', 'globalThis',
  'performance', 'process', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout',
].map((name) => ({ name, message: 'Effects live in infrastructure, behind a port.' }))

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'ledger/', '.tmp/'] },
  { linterOptions: { noInlineConfig: true } },
  {
    files: ['**/*.{ts,js}'],
    plugins: { '@stylistic': stylistic },
    rules: style,
  },
  {
    files: [...source, ...outside],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { ...types, 'no-restricted-syntax': ['error', noDefaultExport] },
  },
  {
    files: ['*.config.ts'],
    extends: [tseslint.configs.base],
  },
  {
    files: source,
    rules: {
      ...sizes,
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
    },
  },
  {
    files: inner,
    rules: {
      '@typescript-eslint/no-unnecessary-condition': 'error',
      'no-restricted-globals': ['error', ...impureGlobals],
      'no-restricted-properties': ['error',
        { object: 'Date', property: 'now', message: instantIsGiven },
        { object: 'Math', property: 'random', message: 'Ids and salts are given: command fields or a port.' },
      ],
      'no-restricted-syntax': ['error', noDefaultExport, ...noClock, ...noThrow],
    },
  },
  {
    files: assertionsAllowed,
    rules: { '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }] },
  },
  {
    files: defectsThrown,
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...noClock] },
  },
  {
    files: outside,
    rules: {
      'max-lines': ['error', 500],
      'no-restricted-syntax': ['error', noDefaultExport, noSkippedTest],
    },
  },
)
