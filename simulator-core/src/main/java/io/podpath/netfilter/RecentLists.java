package io.podpath.netfilter;

import io.podpath.model.IpAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The lists of source addresses that the {@code recent} match keeps; kube-proxy remembers a client's endpoint in them.
 *
 * <p><i>Models:</i> one list per name, the oldest address pushed out when a list is full. <i>Does not model:</i> hit
 * counts.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/xt_recent.c}; 100 addresses is the default of {@code ip_list_tot}.
 */
public final class RecentLists {

    private static final int ADDRESSES_PER_LIST = 100;

    private final Map<String, LinkedHashMap<IpAddress, Long>> lists = new HashMap<>();

    /** Remembers that the address was seen now. */
    public void set(String list, IpAddress address, long nowNanos) {
        LinkedHashMap<IpAddress, Long> seen = lists.computeIfAbsent(list, name -> new LinkedHashMap<>());
        seen.remove(address);
        seen.put(address, nowNanos);
        if (seen.size() > ADDRESSES_PER_LIST) {
            seen.remove(seen.keySet().iterator().next());
        }
    }

    /** Whether the address was seen within this time. */
    public boolean wasSeen(String list, IpAddress address, long withinNanos, long nowNanos) {
        Map<IpAddress, Long> seen = lists.get(list);
        Long at = seen == null ? null : seen.get(address);
        return at != null && nowNanos - at <= withinNanos;
    }
}
