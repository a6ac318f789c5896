import { assistanceWalk } from '../lib/walk';

assistanceWalk('ar');
