package io.podpath.azure.security;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of numbers as stretches of a line, in order, with a gap between any two.
 *
 * @param <K> the numbers: ports or addresses
 * @param stretches the stretches
 */
record Intervals<K extends Comparable<K>>(List<Stretch<K>> stretches) {

    /**
     * Numbers without a gap.
     *
     * @param first the first number
     * @param behind the number after the last one, or none at the end of the line
     */
    record Stretch<K extends Comparable<K>>(
            K first, @Nullable K behind) {

        /** Whether the stretch ends before the number. */
        private boolean endsBefore(K number) {
            return behind != null && behind.compareTo(number) < 0;
        }

        private boolean isBehind(K number) {
            return behind != null && behind.compareTo(number) <= 0;
        }
    }

    Intervals {
        stretches = List.copyOf(stretches);
    }

    /** The numbers of all these stretches, which may overlap. */
    static <K extends Comparable<K>> Intervals<K> of(Collection<Stretch<K>> any) {
        List<Stretch<K>> sorted = new ArrayList<>(any);
        sorted.sort(Comparator.comparing(Stretch::first));
        List<Stretch<K>> joined = new ArrayList<>();
        for (Stretch<K> next : sorted) {
            int end = joined.size() - 1;
            if (end < 0 || joined.get(end).endsBefore(next.first())) {
                joined.add(next);
            } else {
                Stretch<K> last = joined.get(end);
                joined.set(end, new Stretch<>(last.first(), later(last.behind(), next.behind())));
            }
        }
        return new Intervals<>(joined);
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    /** The smallest number. */
    K smallest() {
        return stretches.get(0).first();
    }

    /** The numbers in both sets. */
    Intervals<K> intersect(Intervals<K> other) {
        List<Stretch<K>> both = new ArrayList<>();
        int here = 0;
        int there = 0;
        while (here < stretches.size() && there < other.stretches.size()) {
            Stretch<K> one = stretches.get(here);
            Stretch<K> two = other.stretches.get(there);
            K first = one.first().compareTo(two.first()) >= 0 ? one.first() : two.first();
            K behind = earlier(one.behind(), two.behind());
            if (behind == null || first.compareTo(behind) < 0) {
                both.add(new Stretch<>(first, behind));
            }
            if (behind == null || (one.behind() != null && one.isBehind(behind))) {
                here++;
            } else {
                there++;
            }
        }
        return new Intervals<>(both);
    }

    /** The numbers that are not in the other set. */
    Intervals<K> minus(Intervals<K> other) {
        List<Stretch<K>> rest = new ArrayList<>();
        int there = 0;
        for (Stretch<K> one : stretches) {
            @Nullable K from = one.first();
            while (there < other.stretches.size() && other.stretches.get(there).isBehind(one.first())) {
                there++;
            }
            for (int i = there; from != null && i < other.stretches.size(); i++) {
                Stretch<K> hole = other.stretches.get(i);
                if (one.isBehind(hole.first())) {
                    break;
                }
                if (from.compareTo(hole.first()) < 0) {
                    rest.add(new Stretch<>(from, hole.first()));
                }
                boolean isOver = hole.behind() == null || one.isBehind(hole.behind());
                from = isOver ? null : hole.behind();
            }
            if (from != null) {
                rest.add(new Stretch<>(from, one.behind()));
            }
        }
        return new Intervals<>(rest);
    }

    private static <K extends Comparable<K>> @Nullable K later(@Nullable K one, @Nullable K two) {
        return one == null || two == null ? null : one.compareTo(two) >= 0 ? one : two;
    }

    private static <K extends Comparable<K>> @Nullable K earlier(@Nullable K one, @Nullable K two) {
        return one == null ? two : two == null ? one : one.compareTo(two) <= 0 ? one : two;
    }
}
