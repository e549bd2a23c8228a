package io.podpath.element;

import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The prefixes of one length: a hash table from network bits to values, with open addressing.
 *
 * <p>The bits lie beside each other in one array, so that a look-up touches one line of cache for the bits and one for
 * the value, and makes no object to ask with; what it answers was made when the value was put in.
 *
 * @param <V> what a prefix stands for
 */
final class PrefixLevel<V> {

    private static final int FIRST_SLOTS = 8;
    private static final long GOLDEN = 0x9e37_79b9_7f4a_7c15L;

    private final int fixedBits;
    private final long highMask;
    private final long lowMask;
    private long[] bits = new long[2 * FIRST_SLOTS];
    private Optional<V>[] found = slots(FIRST_SLOTS);
    private int size;

    /**
     * A level without prefixes.
     *
     * @param fixedBits how many of the 128 bits of an address count
     */
    PrefixLevel(int fixedBits) {
        this.fixedBits = fixedBits;
        this.highMask = mask(fixedBits);
        this.lowMask = mask(fixedBits - Long.SIZE);
    }

    private static long mask(int ones) {
        if (ones <= 0) {
            return 0;
        }
        return ones >= Long.SIZE ? -1L : -1L << (Long.SIZE - ones);
    }

    @SuppressWarnings("unchecked") // an array of Optional has no more to say about its elements
    private static <V> Optional<V>[] slots(int count) {
        Optional<V>[] slots = (Optional<V>[]) new Optional<?>[count];
        Arrays.fill(slots, Optional.empty());
        return slots;
    }

    /** How many of the 128 bits of an address count. */
    int fixedBits() {
        return fixedBits;
    }

    /** Sets the value of the prefix that holds the address. */
    void put(IpAddress address, V value) {
        if (2 * (size + 1) > found.length) {
            grow();
        }
        if (store(address.high() & highMask, address.low() & lowMask, Optional.of(value))) {
            size++;
        }
    }

    private void grow() {
        long[] oldBits = bits;
        Optional<V>[] oldFound = found;
        bits = new long[2 * oldBits.length];
        found = slots(2 * oldFound.length);
        for (int slot = 0; slot < oldFound.length; slot++) {
            if (oldFound[slot].isPresent()) {
                store(oldBits[2 * slot], oldBits[2 * slot + 1], oldFound[slot]);
            }
        }
    }

    /** Whether the prefix is new. */
    private boolean store(long high, long low, Optional<V> value) {
        int slot = slot(high, low);
        boolean isNew = found[slot].isEmpty();
        bits[2 * slot] = high;
        bits[2 * slot + 1] = low;
        found[slot] = value;
        return isNew;
    }

    /** The value of the prefix that holds the address. */
    Optional<V> find(IpAddress address) {
        return found[slot(address.high() & highMask, address.low() & lowMask)];
    }

    /** Where these bits are, or would be: there is always a free slot. */
    private int slot(long high, long low) {
        int mask = found.length - 1;
        long mixed = (high * 31 + low) * GOLDEN;
        int slot = (int) (mixed >>> Integer.SIZE) & mask;
        while (found[slot].isPresent() && (bits[2 * slot] != high || bits[2 * slot + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** All values in order of their prefixes. */
    Collection<V> listValues() {
        Map<IpAddress, V> sorted = new TreeMap<>();
        for (int slot = 0; slot < found.length; slot++) {
            IpAddress network = new IpAddress(bits[2 * slot], bits[2 * slot + 1]);
            found[slot].ifPresent(value -> sorted.put(network, value));
        }
        return new ArrayList<>(sorted.values());
    }
}
