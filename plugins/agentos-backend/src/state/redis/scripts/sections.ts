import type { SectionChange } from '../../Commit';

/**
 * What every script begins with: `StoreKeys.state`, and the prefix of the other keys.
 * @internal
 */
export const HEAD = `
local lease, meta, sections, log, inbox = unpack(KEYS)
local prefix = ARGV[1]
local function rowsOf(name) return prefix .. ':rows:' .. name end
local function proofsOf(name) return prefix .. ':proofs:' .. name end
local function now()
  local time = redis.call('TIME')
  return string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
end
`;

/**
 * Defines `applySections(first, version)`: applies what {@link sectionArgs} wrote from that argument on. Rows and proofs stay the text
 * they are: cjson would break empty lists, large numbers and deep nesting. Redis dates the proofs: its clock is the only common one.
 * @internal
 */
export const APPLY_SECTIONS = `
-- unpack of more than some thousand values overflows the stack of Lua.
local SLICE = 1000
local function sliced(command, key, from, count)
  for first = from, from + count - 1, SLICE do
    redis.call(command, key, unpack(ARGV, first, math.min(first + SLICE, from + count) - 1))
  end
  return from + count
end
local function applySections(at, version)
  local time = now()
  while at <= #ARGV do
    local name, upserts, removes, proofs = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
    redis.call('HSET', sections, name, version)
    at = sliced('HSET', rowsOf(name), at + 4, upserts * 2)
    at = sliced('HDEL', rowsOf(name), at, tonumber(removes))
    for _ = 1, tonumber(proofs) do
      redis.call('HSET', proofsOf(name), ARGV[at], time .. ' ' .. ARGV[at + 1])
      at = at + 2
    end
  end
end
`;

/**
 * Per section: its name, the numbers of rows to write, to remove and of proofs, then these.
 * @internal
 */
export function sectionArgs(sections: Record<string, SectionChange>): Array<string | number> {
  return Object.entries(sections).flatMap(([name, { upsert, remove, proofs }]) => {
    const proven = Object.entries(proofs);
    return [
      name,
      upsert.length,
      remove.length,
      proven.length,
      ...upsert.flatMap(row => [row.id, JSON.stringify(row)]),
      ...remove,
      ...proven.flatMap(([source, proof]) => [source, JSON.stringify(proof)]),
    ];
  });
}
