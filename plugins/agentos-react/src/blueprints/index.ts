export * from './ControlRoomCardBlueprint';
export * from './agentosApis';
