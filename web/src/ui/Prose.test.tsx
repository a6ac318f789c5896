import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Prose } from './Prose';

it.each([
  ['طلبك رقم 26-000417-3 قيد الدراسة', '26-000417-3'],
  ['اتصل على +966512345678', '+966512345678'],
  ['في 2026/11/21', '2026/11/21'],
  ['راسلنا help@example.com.', 'help@example.com'],
  ['الموقع https://example.com/a?b=1، وغيره', 'https://example.com/a?b=1'],
])('%s keeps %s in order', (text, isolated) => {
  expect(renderToStaticMarkup(<Prose text={text} />)).toContain(`<bdi class="ltr">${isolated.replace('&', '&amp;')}</bdi>`);
});
it('is text, whatever is in it', () => {
  expect(renderToStaticMarkup(<Prose text="<img src=x onerror=alert(1)>" />)).not.toContain('<img');
});
it('leaves plain numbers alone', () => {
  expect(renderToStaticMarkup(<Prose text="خلال 14 يومًا." />)).not.toContain('<bdi');
});
