package io.podpath.nftables;

import io.podpath.element.PrefixTable;
import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A named set of addresses, protocols or ports: fixed, with intervals, or filled by packets.
 *
 * <p><i>Source:</i> nft(8), SETS.
 */
public final class NftSet {

    /** How many elements packets may add to a set whose writer names no size. */
    static final int DYNAMIC_SIZE = 65_535;

    private final String name;
    private final DataType type;
    private final @Nullable String comment;
    private final boolean interval;
    private final int timeoutSeconds;
    private final Set<Object> elements;
    private final PrefixTable<Boolean> ranges;

    private NftSet(
            String name,
            DataType type,
            @Nullable String comment,
            boolean interval,
            int timeoutSeconds,
            Collection<?> elements) {
        this.name = name;
        this.type = type;
        this.comment = comment;
        this.interval = interval;
        this.timeoutSeconds = timeoutSeconds;
        this.elements = new LinkedHashSet<>(elements);
        Map<Cidr, Boolean> prefixes = new HashMap<>();
        for (Object element : elements) {
            if (element instanceof Cidr range) {
                prefixes.put(range, true);
            }
        }
        this.ranges = PrefixTable.of(prefixes);
    }

    /** A set of single values. */
    public static NftSet of(String name, DataType type, @Nullable String comment, Collection<?> elements) {
        return new NftSet(name, type, comment, false, 0, elements);
    }

    /** A set of address ranges: {@code flags interval}. */
    public static NftSet ofRanges(String name, DataType type, @Nullable String comment, Collection<Cidr> ranges) {
        return new NftSet(name, type, comment, true, 0, ranges);
    }

    /** A set that packets fill and that forgets: {@code flags dynamic,timeout}. */
    public static NftSet dynamic(String name, DataType type, int timeoutSeconds) {
        return new NftSet(name, type, null, false, timeoutSeconds, Set.of());
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The type of its elements. */
    public DataType type() {
        return type;
    }

    /** What its writer says about it. */
    public Optional<String> findComment() {
        return Optional.ofNullable(comment);
    }

    /** Whether its elements are ranges. */
    public boolean isInterval() {
        return interval;
    }

    /** Whether packets fill it. */
    public boolean isDynamic() {
        return timeoutSeconds > 0;
    }

    /** How long an element stays after its last update. */
    public int timeoutSeconds() {
        return timeoutSeconds;
    }

    /** The elements its writer gave it. */
    public Set<Object> elements() {
        return Collections.unmodifiableSet(elements);
    }

    /** Its elements as nft lists them. */
    public List<String> listElementTexts() {
        return elements.stream().sorted(NftText::compareKeys).map(NftText::key).toList();
    }

    boolean contains(Object key) {
        return interval
                ? key instanceof IpAddress address && ranges.find(address).isPresent()
                : elements.contains(key);
    }
}
