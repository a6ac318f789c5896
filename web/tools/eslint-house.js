// House rules for pages: strings live in the catalogues, never in components.
const letters = /\p{L}/u;
const spokenAttributes = new Set(['aria-label', 'aria-description', 'label', 'title', 'placeholder', 'alt', 'hint', 'error', 'suffix']);

export const house = {
  rules: {
    'no-strings': {
      meta: { type: 'problem', schema: [], messages: { text: 'A word the user sees: put it into src/texts, both languages.' } },
      create(context) {
        return {
          JSXText(node) {
            if (letters.test(node.value)) context.report({ node, messageId: 'text' });
          },
          JSXAttribute(node) {
            const name = node.name.type === 'JSXIdentifier' ? node.name.name : '';
            if (spokenAttributes.has(name) && node.value?.type === 'Literal' && letters.test(String(node.value.value))) {
              context.report({ node, messageId: 'text' });
            }
          },
          Literal(node) {
            if (typeof node.value === 'string' && /\p{Script=Arabic}/u.test(node.value) && !/^[٠-٩۰-۹٫٬]+$/.test(node.value)) {
              context.report({ node, messageId: 'text' });
            }
          },
          TemplateElement(node) {
            if (/\p{Script=Arabic}/u.test(node.value.raw)) context.report({ node, messageId: 'text' });
          },
        };
      },
    },
  },
};
