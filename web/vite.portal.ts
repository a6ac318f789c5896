import { defineConfig } from 'vite';
import { face } from './tools/vite/face';
import { serviceWorker } from './tools/vite/worker';

export default defineConfig(face('portal', [serviceWorker()]));
