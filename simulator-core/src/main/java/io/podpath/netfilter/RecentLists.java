package io.podpath.netfilter;

import io.podpath.model.IpAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The lists of addresses that the {@code recent} match keeps; kube-proxy remembers a client's endpoint in them.
 *
 * <p><i>Models:</i> one list per name, the address longest unseen pushed out when a list is full, the last times each was
 * seen.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_recent.c}; 100 addresses is the default of {@code ip_list_tot}, 255 the
 * largest hit count.
 */
public final class RecentLists {

    private static final int ADDRESSES_PER_LIST = 100;
    private static final int TIMES_PER_ADDRESS = 255;

    private final Map<String, LinkedHashMap<IpAddress, Deque<Long>>> lists = new HashMap<>();

    /** Remembers that the address was seen now. */
    public void set(String list, IpAddress address, long nowNanos) {
        LinkedHashMap<IpAddress, Deque<Long>> seen = lists.computeIfAbsent(list, name -> new LinkedHashMap<>());
        Deque<Long> times = seen.remove(address);
        times = times == null ? new ArrayDeque<>() : times;
        times.addLast(nowNanos);
        if (times.size() > TIMES_PER_ADDRESS) {
            times.removeFirst();
        }
        seen.put(address, times);
        if (seen.size() > ADDRESSES_PER_LIST) {
            seen.remove(seen.keySet().iterator().next());
        }
    }

    /** Whether the address is on the list, however old. */
    boolean knows(String list, IpAddress address) {
        return lists.getOrDefault(list, new LinkedHashMap<>()).containsKey(address);
    }

    /** Takes the address from the list; says whether it was there. */
    boolean forget(String list, IpAddress address) {
        return lists.getOrDefault(list, new LinkedHashMap<>()).remove(address) != null;
    }

    /**
     * Whether the address was seen often enough.
     *
     * @param withinNanos only times not longer ago count; 0 for all
     * @param hitCount how often at least; 0 for once
     */
    public boolean wasSeen(String list, IpAddress address, long withinNanos, int hitCount, long nowNanos) {
        Deque<Long> times = lists.getOrDefault(list, new LinkedHashMap<>()).get(address);
        if (times == null) {
            return false;
        }
        long counted = times.stream()
                .filter(time -> withinNanos == 0 || nowNanos - time <= withinNanos)
                .count();
        return counted >= Math.max(1, hitCount);
    }
}
