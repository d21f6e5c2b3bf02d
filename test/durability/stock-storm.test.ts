import { holdStock } from './hold-stock';

holdStock('stock while the process is killed, on embedded databases', async () => ({
  env: {},
  stop: async () => undefined,
}));
