package io.podpath.nftables;

import io.podpath.model.IpFamily;
import io.podpath.netfilter.HookFunction;
import io.podpath.netfilter.HookRegistration;
import io.podpath.netfilter.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table: sets, verdict maps and chains that refer to each other by name. Immutable.
 *
 * <p><i>Source:</i> nft(8), TABLES.
 */
public final class NftTable {

    private final IpFamily family;
    private final String name;
    private final @Nullable String comment;
    private final Map<String, NftSet> sets;
    private final Map<String, VerdictMap> maps;
    private final Map<String, NftChain> chains;

    private NftTable(Builder from) {
        this.family = from.family;
        this.name = from.name;
        this.comment = from.comment;
        this.sets = from.sets;
        this.maps = from.maps;
        this.chains = from.chains;
    }

    /** The family of the packets it sees. */
    public IpFamily family() {
        return family;
    }

    /** For traces: {@code ip kube-proxy}. */
    public String label() {
        return (family == IpFamily.IPV4 ? "ip " : "ip6 ") + name;
    }

    /** What its writer says about it. */
    public Optional<String> findComment() {
        return Optional.ofNullable(comment);
    }

    /** All sets. */
    public Collection<NftSet> listSets() {
        return Collections.unmodifiableCollection(sets.values());
    }

    /** All verdict maps. */
    public Collection<VerdictMap> listMaps() {
        return Collections.unmodifiableCollection(maps.values());
    }

    /** All chains. */
    public Collection<NftChain> listChains() {
        return Collections.unmodifiableCollection(chains.values());
    }

    /** A chain. */
    public Optional<NftChain> findChain(String chain) {
        return Optional.ofNullable(chains.get(chain));
    }

    /** The base chains, as the hooks run them. */
    public List<HookFunction> hooks() {
        List<HookFunction> hooks = new ArrayList<>();
        for (NftChain chain : chains.values()) {
            chain.findBase().ifPresent(base -> hooks.add(new BaseChainHook(this, chain, base)));
        }
        return hooks;
    }

    /** The tables whose base chains are among these functions. */
    public static List<NftTable> tablesOf(List<? extends HookRegistration> functions) {
        return functions.stream()
                .filter(BaseChainHook.class::isInstance)
                .map(function -> ((BaseChainHook) function).table())
                .distinct()
                .toList();
    }

    NftSet set(String set) {
        return present(sets.get(set), set);
    }

    VerdictMap map(String map) {
        return present(maps.get(map), map);
    }

    NftChain chain(String chain) {
        return present(chains.get(chain), chain);
    }

    private <T> T present(@Nullable T found, String wanted) {
        if (found == null) {
            throw new IllegalStateException(label() + " has no " + wanted);
        }
        return found;
    }

    /** Collects a table's parts. */
    public static final class Builder {

        private final IpFamily family;
        private final String name;
        private @Nullable String comment;
        private final Map<String, NftSet> sets = new LinkedHashMap<>();
        private final Map<String, VerdictMap> maps = new LinkedHashMap<>();
        private final Map<String, NftChain> chains = new LinkedHashMap<>();

        /** An empty table. */
        public Builder(IpFamily family, String name) {
            this.family = family;
            this.name = name;
        }

        /** What its writer says about it. */
        public Builder comment(String text) {
            comment = text;
            return this;
        }

        /** Adds a set. */
        public Builder set(NftSet set) {
            return put(sets, set.name(), set);
        }

        /** Adds a verdict map. */
        public Builder map(VerdictMap map) {
            return put(maps, map.name(), map);
        }

        /** Adds a chain. */
        public Builder chain(NftChain chain) {
            return put(chains, chain.name(), chain);
        }

        private <T> Builder put(Map<String, T> parts, String part, T value) {
            if (parts.putIfAbsent(part, value) != null) {
                throw new IllegalArgumentException("there is a " + part + " already");
            }
            return this;
        }

        /**
         * The table.
         *
         * @throws IllegalArgumentException if a part refers to one that does not exist
         */
        public NftTable build() {
            maps.values().forEach(map -> map.elements().values().forEach(element -> check(element.verdict())));
            for (NftChain chain : chains.values()) {
                chain.rules().forEach(rule -> rule.statements().forEach(this::check));
            }
            return new NftTable(this);
        }

        private void check(Statement statement) {
            if (statement instanceof VerdictStatement verdict) {
                check(verdict.target());
            } else if (statement instanceof RandomVerdict random) {
                random.verdicts().forEach(this::check);
            } else if (statement instanceof MapLookup lookup) {
                VerdictMap map = maps.get(lookup.map());
                require(map != null && map.types().equals(lookup.key().types()), "map " + lookup.map());
            } else if (statement instanceof SetLookup lookup) {
                checkSet(lookup.set(), lookup.key());
            } else if (statement instanceof SetUpdate update) {
                checkSet(update.set(), update.key());
            }
        }

        private void checkSet(String wanted, Key key) {
            NftSet set = sets.get(wanted);
            require(set != null && List.of(set.type()).equals(key.types()), "set " + wanted);
        }

        private void check(Target target) {
            String next = target instanceof Target.Jump jump
                    ? jump.chain()
                    : target instanceof Target.Goto go ? go.chain() : null;
            if (next != null) {
                NftChain chain = chains.get(next);
                require(chain != null && chain.base() == null, "chain " + next);
            }
        }

        private void require(boolean fits, String part) {
            if (!fits) {
                throw new IllegalArgumentException("table " + name + " has no fitting " + part);
            }
        }
    }
}
