package io.podpath.ipvs;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a virtual server chooses among its real servers.
 *
 * <p><i>Does not model:</i> {@code mh}, {@code lblc}, {@code lblcr}, {@code fo}, {@code ovf}, {@code twos}.
 *
 * <p><i>Source:</i> ipvsadm(8); Linux {@code net/netfilter/ipvs/ip_vs_rr.c} and its neighbours.
 */
public enum Scheduler {
    /** Round robin: one after the other. AKS calls it RoundRobin. */
    RR("rr"),
    /** Round robin in proportion to the weights. */
    WRR("wrr"),
    /** The server with the fewest connections. AKS calls it LeastConnection. */
    LC("lc"),
    /** The fewest connections in proportion to the weight. */
    WLC("wlc"),
    /** Shortest expected delay: counts the connection that is about to come. */
    SED("sed"),
    /** Never queue: an idle server if there is one, otherwise as {@link #SED}. */
    NQ("nq"),
    /** Source hashing: the client's address decides. */
    SH("sh"),
    /** Destination hashing: the virtual address decides, so one server gets all connections of a virtual server. */
    DH("dh");

    private final String label;

    Scheduler(String label) {
        this.label = label;
    }

    /** The name ipvsadm and kube-proxy use. */
    public String label() {
        return label;
    }

    /** The scheduler of this name, if podpath models it. */
    public static Optional<Scheduler> find(String label) {
        return Arrays.stream(values()).filter(one -> one.label.equals(label)).findFirst();
    }
}
