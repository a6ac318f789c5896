import { assistanceWalk } from '../lib/walk';

assistanceWalk('en');
