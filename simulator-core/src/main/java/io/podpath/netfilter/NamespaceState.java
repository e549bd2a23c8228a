package io.podpath.netfilter;

import io.podpath.model.IpAddress;
import org.jspecify.annotations.Nullable;

/** What one namespace remembers during one run: connections, {@code recent} lists, sockets; and its rules, once made. */
final class NamespaceState {

    private final NamespaceConfig config;
    private final LocalAddresses addresses;
    private final Conntrack conntrack = new Conntrack(new ConntrackTable(ConntrackTable.DEFAULT_MAX_ENTRIES));
    private final RecentLists recentLists = new RecentLists();
    private final LimitBuckets limitBuckets = new LimitBuckets();
    private final Sockets sockets;
    private @Nullable Ruleset ruleset;

    NamespaceState(NamespaceConfig config) {
        this.config = config;
        this.addresses = new LocalAddresses(config.ip().interfaces());
        this.sockets = new Sockets(config.name(), config.sockets());
    }

    NamespaceConfig config() {
        return config;
    }

    LocalAddresses addresses() {
        return addresses;
    }

    Conntrack conntrack() {
        return conntrack;
    }

    RecentLists recentLists() {
        return recentLists;
    }

    LimitBuckets limitBuckets() {
        return limitBuckets;
    }

    Sockets sockets() {
        return sockets;
    }

    Ruleset ruleset() {
        if (ruleset == null) {
            ruleset = config.rules().get();
        }
        return ruleset;
    }

    /** Without any rule the kernel does not even track connections. */
    boolean hasRules() {
        return ruleset() != Ruleset.EMPTY;
    }

    /** Whether a table has anything to say in a hook. */
    boolean usesHook(Table table, Hook hook) {
        Chain chain = ruleset().chains(table).get(hook.name());
        return chain != null && (!chain.rules().isEmpty() || chain.policy() == Chain.Policy.DROP);
    }

    /** The address the namespace would use as source towards a peer. */
    IpAddress sourceTowards(IpAddress peer) {
        return config.ip()
                .routes()
                .find(peer)
                .flatMap(route -> route.preferredSource() != null
                        ? java.util.Optional.of(route.preferredSource())
                        : addresses.findPrimary(route.outInterface(), peer))
                .or(() -> addresses.findPrimary("", peer))
                .orElse(peer);
    }
}
