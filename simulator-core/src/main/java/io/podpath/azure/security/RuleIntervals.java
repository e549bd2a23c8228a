package io.podpath.azure.security;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a number fits, for all numbers: the ends of the rules' ranges cut the line into pieces, and each piece
 * knows its rules. A look-up is one binary search, however many ranges the rules have.
 *
 * <p>Ranges n of r rules cost at most 2n + 1 pieces of r bits: 4,000 prefixes in 1,000 rules are one megabyte.
 *
 * @param <K> the numbers: ports, or addresses of one family
 */
final class RuleIntervals<K extends Comparable<K>> {

    private final List<K> starts = new ArrayList<>();
    private final List<RuleBits> pieces = new ArrayList<>();

    /** Collects ranges. */
    static final class Builder<K extends Comparable<K>> {

        private final RuleBits always;
        private final int[] open;
        private final NavigableMap<K, List<Integer>> begins = new TreeMap<>();
        private final NavigableMap<K, List<Integer>> ends = new TreeMap<>();

        Builder(int rules) {
            this.always = RuleBits.none(rules);
            this.open = new int[rules];
        }

        /** The rule fits every number. */
        void addAlways(int rule) {
            always.add(rule);
        }

        /**
         * The rule fits a range.
         *
         * @param first the first number of the range
         * @param behind the number after the last one, or none at the end of the line
         */
        void add(int rule, K first, @Nullable K behind) {
            begins.computeIfAbsent(first, key -> new ArrayList<>()).add(rule);
            if (behind != null) {
                ends.computeIfAbsent(behind, key -> new ArrayList<>()).add(rule);
            }
        }

        RuleIntervals<K> build() {
            return new RuleIntervals<>(this);
        }
    }

    private RuleIntervals(Builder<K> builder) {
        NavigableMap<K, Boolean> cuts = new TreeMap<>();
        builder.begins.keySet().forEach(key -> cuts.put(key, true));
        builder.ends.keySet().forEach(key -> cuts.put(key, true));
        RuleBits bits = builder.always.copy();
        int[] open = Arrays.copyOf(builder.open, builder.open.length);
        pieces.add(bits.copy());
        for (Map.Entry<K, Boolean> cut : cuts.entrySet()) {
            // Ranges of one rule may overlap; it fits as long as any of them is open.
            for (int rule : builder.begins.getOrDefault(cut.getKey(), List.of())) {
                open[rule]++;
                bits.add(rule);
            }
            for (int rule : builder.ends.getOrDefault(cut.getKey(), List.of())) {
                open[rule]--;
                if (open[rule] == 0 && !isAlways(builder, rule)) {
                    bits.remove(rule);
                }
            }
            starts.add(cut.getKey());
            pieces.add(bits.copy());
        }
    }

    private static <K extends Comparable<K>> boolean isAlways(Builder<K> builder, int rule) {
        return (builder.always.word(rule / Long.SIZE) & 1L << (rule % Long.SIZE)) != 0;
    }

    /** The rules that fit the number. */
    RuleBits find(K number) {
        int low = 0;
        int high = starts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts.get(middle).compareTo(number) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return pieces.get(low);
    }
}
