package io.podpath.element;

import io.podpath.model.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes of one length: a hash table from network bits to values, with open addressing.
 *
 * <p>The bits lie beside each other in one array, so that a look-up touches one line of cache for the bits and one for
 * the value, and makes no object to ask with.
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
    private @Nullable Object[] values = new @Nullable Object[FIRST_SLOTS];
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

    /** How many of the 128 bits of an address count. */
    int fixedBits() {
        return fixedBits;
    }

    /** Sets the value of the prefix that holds the address. */
    void put(IpAddress address, V value) {
        if (2 * (size + 1) > values.length) {
            grow();
        }
        if (store(address.high() & highMask, address.low() & lowMask, value)) {
            size++;
        }
    }

    private void grow() {
        long[] oldBits = bits;
        @Nullable Object[] oldValues = values;
        bits = new long[2 * oldBits.length];
        values = new @Nullable Object[2 * oldValues.length];
        for (int slot = 0; slot < oldValues.length; slot++) {
            Object value = oldValues[slot];
            if (value != null) {
                store(oldBits[2 * slot], oldBits[2 * slot + 1], value);
            }
        }
    }

    /** Whether the prefix is new. */
    private boolean store(long high, long low, Object value) {
        int slot = slot(high, low);
        boolean isNew = values[slot] == null;
        bits[2 * slot] = high;
        bits[2 * slot + 1] = low;
        values[slot] = value;
        return isNew;
    }

    /** The value of the prefix that holds the address. */
    @SuppressWarnings("unchecked") // put takes nothing but V
    @Nullable
    V get(IpAddress address) {
        return (V) values[slot(address.high() & highMask, address.low() & lowMask)];
    }

    /** Where these bits are, or would be: there is always a free slot. */
    private int slot(long high, long low) {
        int mask = values.length - 1;
        long mixed = (high * 31 + low) * GOLDEN;
        int slot = (int) (mixed >>> Integer.SIZE) & mask;
        while (values[slot] != null && (bits[2 * slot] != high || bits[2 * slot + 1] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** All values in order of their prefixes. */
    @SuppressWarnings("unchecked") // put takes nothing but V
    Collection<V> listValues() {
        Map<IpAddress, V> sorted = new TreeMap<>();
        for (int slot = 0; slot < values.length; slot++) {
            Object value = values[slot];
            if (value != null) {
                sorted.put(new IpAddress(bits[2 * slot], bits[2 * slot + 1]), (V) value);
            }
        }
        return new ArrayList<>(sorted.values());
    }
}
