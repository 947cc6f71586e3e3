export * from './JobFinder';
export * from './JobSearch';
export { OverdueError } from './within';
export { prepareTextIndex } from './prepareTextIndex';
