import { useQueryClient } from '@tanstack/react-query';
import { useMatch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { hearNews } from '../../api/news';
import { useClient } from '../context';

/** Pages of the desk are read again when the server says that something changed: the queue, and the request whose page is open. */
export function useNews(): void {
  const client = useClient();
  const queries = useQueryClient();
  const request = useMatch({ strict: false, shouldThrow: false, select: (match) => (match.params as { request?: string }).request });
  useEffect(() => hearNews(client.address('desk/news', { request }), ({ what, id }) => {
    if (what === 'queue' || what === 'all') void queries.invalidateQueries({ queryKey: ['queue'] });
    if (what === 'request') void queries.invalidateQueries({ queryKey: ['request', id] });
    if (what === 'all' && request) void queries.invalidateQueries({ queryKey: ['request', request] });
  }), [client, queries, request]);
}
