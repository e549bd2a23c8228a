package io.podpath.netfilter.ipset;

import io.podpath.model.Cidr;
import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A named set of addresses, prefixes, ports or interfaces. Immutable.
 *
 * <p><i>Models:</i> the types whose parts the modelled packet has; {@code nomatch}, {@code timeout}, {@code netmask}.
 * <i>Does not model:</i> hardware addresses, marks, sets that rules fill, counters.
 *
 * <p>Costs one hash probe per prefix length in use (for two prefixes, per pair of lengths), whatever the number of
 * elements; the most specific prefix decides.
 *
 * <p><i>Source:</i> Linux {@code net/netfilter/ipset/ip_set_hash_gen.h} ({@code mtype_test_cidrs}), {@code
 * ip_set_list_set.c}.
 */
public final class IpSet {

    private static final int[] NO_SECOND = {-1};

    private final String name;
    private final SetType type;
    private final String options;
    private final IpFamily family;
    private final Map<SetKey, SetElement> elements;
    private final int[] firstLengths;
    private final int[] secondLengths;

    /** What a set says of a packet. */
    public enum Membership {
        IN,
        OUT,
        /** The element that fits best is marked {@code nomatch}. */
        EXCLUDED
    }

    private IpSet(Builder builder) {
        this.name = builder.name;
        this.type = builder.type;
        this.options = builder.options;
        this.family = builder.family;
        this.elements = new LinkedHashMap<>(builder.elements);
        this.firstLengths = lengths(false);
        this.secondLengths = lengths(true);
    }

    /** An empty set; options as {@code ipset save} prints them, {@code family inet hashsize 1024 maxelem 65536}. */
    public static Builder builder(String name, SetType type, String options) {
        return new Builder(name, type, options);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its type. */
    public SetType type() {
        return type;
    }

    /** How many elements it has. */
    public int size() {
        return elements.size();
    }

    /** Its elements as {@code ipset save} prints them, without their options. */
    public List<String> listElements() {
        return elements.values().stream().map(SetElement::text).toList();
    }

    /** Whether the packet is in the set; {@code sets} are those that a {@code list:set} may name. */
    public Membership test(SetQuery query, IpSets sets) {
        if (query.sides().size() < type.parts().size()) {
            return Membership.OUT;
        }
        if (type == SetType.LIST_SET) {
            return testMembers(query, sets);
        }
        SetElement found = find(query);
        if (found == null) {
            return Membership.OUT;
        }
        return found.excludes() ? Membership.EXCLUDED : Membership.IN;
    }

    private Membership testMembers(SetQuery query, IpSets sets) {
        for (SetElement member : elements.values()) {
            Optional<IpSet> set = member.isThere(query.nowNanos()) ? sets.find(member.text()) : Optional.empty();
            if (set.isPresent() && set.get().test(query, sets) == Membership.IN) {
                return Membership.IN;
            }
        }
        return Membership.OUT;
    }

    private @Nullable SetElement find(SetQuery query) {
        IpAddress first = null;
        IpAddress second = null;
        SetKey rest = SetKey.EMPTY;
        for (int i = 0; i < type.parts().size(); i++) {
            switch (type.parts().get(i)) {
                case ADDRESS, NETWORK -> {
                    if (query.address(i).family() != family) {
                        return null;
                    }
                    second = first == null ? null : query.address(i);
                    first = first == null ? query.address(i) : first;
                }
                case PORT -> rest = rest.withPort(query.protocol(), query.port(i));
                case BARE_PORT -> {
                    if (!query.protocol().equals("tcp") && !query.protocol().equals("udp")) {
                        return null;
                    }
                    rest = rest.withPort("", query.port(i));
                }
                case INTERFACE -> rest = rest.withName(query.interfaceName(i));
                case SET, UNSEEN -> {
                    return null;
                }
            }
        }
        return first == null ? there(rest, query) : find(rest, first, second, query);
    }

    /** The most specific first prefix counts, then the most specific second one. */
    private @Nullable SetElement find(SetKey rest, IpAddress first, @Nullable IpAddress second, SetQuery query) {
        for (int firstLength : firstLengths) {
            SetKey half = rest.withAddress(Cidr.of(first, firstLength));
            for (int secondLength : second == null ? NO_SECOND : secondLengths) {
                SetElement found =
                        there(second == null ? half : half.withAddress(Cidr.of(second, secondLength)), query);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private @Nullable SetElement there(SetKey key, SetQuery query) {
        SetElement element = elements.get(key);
        return element != null && element.isThere(query.nowNanos()) ? element : null;
    }

    private int[] lengths(boolean ofSecond) {
        TreeSet<Integer> lengths = new TreeSet<>(Comparator.reverseOrder());
        for (SetKey key : elements.keySet()) {
            Cidr range = ofSecond ? key.second() : key.first();
            if (range != null) {
                lengths.add(range.prefixLength());
            }
        }
        return lengths.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The lines of {@code ipset save}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("create " + name + " " + type);
        text.append(options.isEmpty() ? "" : " ").append(options).append('\n');
        for (SetElement element : elements.values()) {
            text.append("add ").append(name).append(' ').append(element).append('\n');
        }
        return text.toString();
    }

    /** Collects the elements of a set. */
    public static final class Builder {

        private final String name;
        private final SetType type;
        private final String options;
        private final IpFamily family;
        private final SetElementReader reader;
        private final Map<SetKey, SetElement> elements = new LinkedHashMap<>();

        private Builder(String name, SetType type, String options) {
            this.name = name;
            this.type = type;
            this.options = options;
            this.family = (" " + options + " ").contains(" family inet6 ") ? IpFamily.IPV6 : IpFamily.IPV4;
            this.reader = SetElementReader.of(type, family, options);
        }

        SetType type() {
            return type;
        }

        /**
         * Adds an element as {@code ipset add} takes it: {@code 10.0.0.10,tcp:80}.
         *
         * @throws IllegalArgumentException if it does not fit the type or is there already
         */
        public Builder add(String element) {
            return add(element, "");
        }

        /**
         * Adds an element with its options: {@code 10.0.0.0/24} and {@code nomatch timeout 300}.
         *
         * @throws IllegalArgumentException if it does not fit the type or is there already
         */
        public Builder add(String element, String elementOptions) {
            SetKey key = reader.read(element);
            SetElement added = new SetElement(
                    element,
                    elementOptions,
                    SetOptions.has(elementOptions, "nomatch"),
                    SetOptions.number(elementOptions, "timeout").orElse(0));
            if (elements.putIfAbsent(key, added) != null) {
                throw new IllegalArgumentException(element + " is in set " + name + " already");
            }
            return this;
        }

        /** The finished set. */
        public IpSet build() {
            return new IpSet(this);
        }
    }
}
