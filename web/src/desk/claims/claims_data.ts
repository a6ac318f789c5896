import { queryOptions } from '@tanstack/react-query';
import type { Client } from '../../api/client';
import type { ClaimRow } from '../../api/desk';

export const claimsOptions = (client: Client) => queryOptions({
  queryKey: ['claims'],
  queryFn: async ({ signal }) => (await client.get<{ items: ClaimRow[] }>('desk/claims', { signal })).items,
});
