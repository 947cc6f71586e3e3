export { Reporters } from './Reporters';
