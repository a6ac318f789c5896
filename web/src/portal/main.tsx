import { createRoot } from 'react-dom/client';
import { firstCatalogue, Texts } from '../ui/texts';
import { App } from './App';
import { CrashGuard } from './CrashGuard';
import { loadTexts } from './texts';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');

void firstCatalogue(loadTexts).then((first) => {
  createRoot(root).render(
    <Texts load={loadTexts} first={first}>
      <CrashGuard>
        <App />
      </CrashGuard>
    </Texts>,
  );
});

if ('serviceWorker' in navigator && import.meta.env.PROD) {
  addEventListener('load', () => void navigator.serviceWorker.register('/portal-sw.js').catch(() => undefined));
}
