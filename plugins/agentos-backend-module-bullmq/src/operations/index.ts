export { Operator } from './Operator';
export type { RunningJobs } from './RunningJobs';
