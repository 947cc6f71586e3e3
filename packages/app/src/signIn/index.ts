export { signInPage } from './signInPage';
