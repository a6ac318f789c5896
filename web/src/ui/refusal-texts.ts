import type { RefusalTexts } from './refusals';

const files = import.meta.glob<RefusalTexts>('../../../texts/refusals/*.json', { eager: true, import: 'default' });
export const refusalTexts: RefusalTexts = Object.assign({}, ...Object.values(files)) as RefusalTexts;
