export { dockTranslationRef } from './messages';
