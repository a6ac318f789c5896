import { expect, it } from 'vitest';
import { isHidden } from './hidden';

it.each([
  ['the name of a confidential person', 'confidential', 'full_name', false, true],
  ['their number', 'confidential', 'identity_number', false, true],
  ['nothing once the name was asked for', 'confidential', 'full_name', true, false],
  ['nothing that names nobody', 'confidential', undefined, false, false],
  ['nothing of an ordinary request', 'ordinary', 'full_name', false, false],
])('hides %s', (_name, confidentiality, known_as, isShown, hidden) => {
  expect(isHidden({ confidentiality } as Parameters<typeof isHidden>[0], { known_as }, isShown)).toBe(hidden);
});
