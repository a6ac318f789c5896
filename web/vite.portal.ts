import { defineConfig } from 'vite';
import { face } from './tools/vite/face';

export default defineConfig(face('portal'));
