import js from '@eslint/js';
import stylistic from '@stylistic/eslint-plugin';
import hooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';
import { house } from './tools/eslint-house.js';

export default typescript.config(
  { ignores: ['node_modules', 'src/api/schema.d.ts', 'src/portal/worker'] },
  js.configs.recommended,
  ...typescript.configs.strict,
  stylistic.configs.customize({ indent: 2, quotes: 'single', semi: true, jsx: true, arrowParens: true, braceStyle: '1tbs', commaDangle: 'always-multiline', quoteProps: 'as-needed' }),
  {
    rules: { // lines break where their author breaks them
      '@stylistic/jsx-one-expression-per-line': 'off',
      '@stylistic/jsx-max-props-per-line': 'off',
      '@stylistic/max-statements-per-line': 'off',
      '@stylistic/multiline-ternary': 'off',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': hooks, house },
    rules: {
      ...hooks.configs.recommended.rules,
      'house/no-strings': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-globals': ['error', { name: 'alert', message: 'Use Alert or toast.' }, { name: 'confirm', message: 'Use Dialog.' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/]', message: 'Use ui/dates or ui/numbers: their locale is explicit.' },
        { selector: 'JSXAttribute[name.name=\'dangerouslySetInnerHTML\']', message: 'Text is text.' },
        { selector: 'Property[key.name=\'behavior\'][value.value=\'smooth\']', message: 'Such a scroll runs even where less motion is asked for, and moves what is being pressed from under the hand.' },
      ],
    },
  },
  { files: ['src/**/*.test.{ts,tsx}', 'src/texts/**'], rules: { 'house/no-strings': 'off', 'max-lines-per-function': 'off' } },
  { files: ['tools/**/*.{js,mjs}'], rules: { '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }] }, languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly', setTimeout: 'readonly', fetch: 'readonly', document: 'readonly', localStorage: 'readonly', innerWidth: 'readonly', location: 'readonly' } } },
);
