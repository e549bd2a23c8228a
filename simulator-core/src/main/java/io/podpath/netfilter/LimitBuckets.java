package io.podpath.netfilter;

import java.util.IdentityHashMap;

/**
 * The token buckets of {@code limit} matches, one for each rule, in virtual time.
 *
 * <p>A bucket is full when it is first used, as it is after a rule was loaded or has rested.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_limit.c}.
 */
public final class LimitBuckets {

    private final IdentityHashMap<Match, Bucket> buckets = new IdentityHashMap<>();

    private static final class Bucket {
        private long creditNanos;
        private long atNanos;
    }

    /**
     * Takes a token if there is one.
     *
     * @param match whose bucket
     * @param costNanos how long a token takes to come back
     * @param burst how many tokens the bucket holds
     * @param nowNanos virtual time
     */
    public boolean take(Match match, long costNanos, int burst, long nowNanos) {
        long full = costNanos * burst;
        Bucket bucket = buckets.get(match);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.creditNanos = full;
            buckets.put(match, bucket);
        } else {
            bucket.creditNanos = Math.min(full, bucket.creditNanos + nowNanos - bucket.atNanos);
        }
        bucket.atNanos = nowNanos;
        if (bucket.creditNanos < costNanos) {
            return false;
        }
        bucket.creditNanos -= costNanos;
        return true;
    }
}
