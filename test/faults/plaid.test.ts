import { matrixOf } from './matrix';
import { plaid } from './services/plaid';

matrixOf(plaid);
