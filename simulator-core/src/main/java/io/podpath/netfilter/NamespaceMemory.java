package io.podpath.netfilter;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What rule engines other than iptables remember in one namespace during one run, by the type of what is remembered:
 * the elements that nftables adds to its sets, for example.
 */
public final class NamespaceMemory {

    private final Map<Class<?>, Object> byType = new HashMap<>();

    /** What is remembered under this type, made at its first use. */
    public <T> T get(Class<T> type, Supplier<T> first) {
        return type.cast(byType.computeIfAbsent(type, missing -> first.get()));
    }
}
