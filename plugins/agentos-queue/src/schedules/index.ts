export * from './SchedulesPage';
