export * from './DatabasePresetStore';
export * from './PresetCounts';
export * from './PresetService';
