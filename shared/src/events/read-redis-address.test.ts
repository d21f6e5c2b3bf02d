import { describe, expect, it } from '@jest/globals';
import { readRedisAddress } from './read-redis-address';

describe('an address of Redis', () => {
  it('is one server', () => {
    const url = 'rediss://user:secret@r:6380/2';
    expect(readRedisAddress(url)).toEqual({ kind: 'server', url });
  });

  it('is sentinels and the name of the master they know', () => {
    expect(readRedisAddress('redis-sentinel://a,b:7000,[::1]:7001/county')).toEqual({
      ...{ kind: 'sentinel', name: 'county', database: 0, sentinel: {}, tls: false },
      nodes: [
        { host: 'a', port: 26_379 },
        { host: 'b', port: 7000 },
        { host: '::1', port: 7001 },
      ],
    });
  });

  it('holds who signs in at the servers, and who at the sentinels', () => {
    const query = 'db=3&sentinelUsername=watch&sentinelPassword=two%26';
    expect(readRedisAddress(`rediss-sentinel://app:one%40:@a/county?${query}`)).toEqual({
      ...{ kind: 'sentinel', name: 'county', database: 3, tls: true },
      ...{ nodes: [{ host: 'a', port: 26_379 }], username: 'app', password: 'one@:' },
      sentinel: { username: 'watch', password: 'two&' },
    });
  });

  it('is nodes of a cluster', () => {
    expect(readRedisAddress('rediss-cluster://:secret@a,b:7000')).toEqual({
      ...{ kind: 'cluster', password: 'secret', tls: true },
      nodes: [
        { host: 'a', port: 6379 },
        { host: 'b', port: 7000 },
      ],
    });
  });

  it.each([
    'http://a',
    'a:6379',
    'redis://a:x',
    'redis-sentinel://a,b',
    'redis-sentinel://a,,b/county',
    'redis-sentinel://a:99999/county',
    'redis-sentinel://a/county?db=x',
    'redis-sentinel://a/county?name=b',
    'redis-sentinel://secret@a/county',
    'redis-sentinel://user:%@a/county',
    'redis-cluster://a,b/county',
    'redis-cluster://a?db=1',
    'redis-cluster://',
  ])('is not %s, which is refused without being quoted', (text) => {
    expect(() => readRedisAddress(text)).toThrow(
      /^REDIS_URL must be a redis, rediss, redis-sentinel \(with the name of the master\) or redis-cluster address\.$/,
    );
  });
});
