export { type ErrorFingerprint, errorFingerprint, type FailureReport } from './errorFingerprint';
