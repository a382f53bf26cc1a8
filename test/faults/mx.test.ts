import { matrixOf } from './matrix';
import { mx } from './services/mx';

matrixOf(mx);
