import { matrixOf } from './matrix';
import { tight } from './services/tight';

matrixOf(tight);
