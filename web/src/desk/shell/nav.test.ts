import { expect, it } from 'vitest';
import { homeOf } from './nav';

it.each([
  [['queue_read', 'staff_manage'], '/queue'],
  [['staff_manage', 'policy_read'], '/policy'],
  [[], '/account'],
])('whoever may %j begins at %s', (rights, home) => {
  expect(homeOf((right) => rights.includes(right))).toBe(home);
});
