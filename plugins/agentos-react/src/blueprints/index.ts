export * from './ControlRoomCardBlueprint';
