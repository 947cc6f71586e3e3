export * from './JobFinder';
export * from './JobSearch';
export { prepareTextIndex } from './prepareTextIndex';
