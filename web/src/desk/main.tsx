import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { createClient } from '../api/client';
import '../ui/ui.css';
import { firstCatalogue, Texts } from '../ui/texts';
import { DeskContextHolder } from './context';
import './desk.css';
import './request.css';
import { makeRouter } from './routes';
import { makeQueryClient } from './session/query_client';
import { loadDesk } from './texts';

const box = document.getElementById('root');
if (!box) throw new Error('the page has no root');

// /desk/{association}/…
const slug = decodeURIComponent(location.pathname.split('/')[2] ?? '');
const client = createClient(slug);
const queries = makeQueryClient();
const router = makeRouter(slug, client, queries);

void firstCatalogue(loadDesk).then((first) => {
  createRoot(box).render(
    <Texts load={loadDesk} first={first}>
      <QueryClientProvider client={queries}>
        <DeskContextHolder value={{ client, slug }}>
          <RouterProvider router={router} />
        </DeskContextHolder>
      </QueryClientProvider>
    </Texts>,
  );
});
