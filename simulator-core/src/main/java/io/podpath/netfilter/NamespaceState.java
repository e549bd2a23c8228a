package io.podpath.netfilter;

import io.podpath.model.IpAddress;
import io.podpath.model.IpFamily;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one namespace remembers during one run: connections, {@code recent} lists, sockets; and its rules, once made. */
final class NamespaceState {

    private final NamespaceConfig config;
    private final LocalAddresses addresses;
    private final LinkFit linkFit;
    private final Conntrack conntrack = new Conntrack(new ConntrackTable(ConntrackTable.DEFAULT_MAX_ENTRIES));
    private final RecentLists recentLists = new RecentLists();
    private final NamespaceMemory memory = new NamespaceMemory();
    private final LimitBuckets limitBuckets = new LimitBuckets();
    private final Sockets sockets;
    private @Nullable NamespaceRules rules;

    NamespaceState(NamespaceConfig config) {
        this.config = config;
        this.addresses = new LocalAddresses(config.ip().interfaces());
        this.linkFit = new LinkFit(addresses);
        this.sockets = new Sockets(config.name(), config.sockets());
    }

    NamespaceConfig config() {
        return config;
    }

    LocalAddresses addresses() {
        return addresses;
    }

    LinkFit linkFit() {
        return linkFit;
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

    NamespaceMemory memory() {
        return memory;
    }

    void forgetRules() {
        rules = null;
    }

    private NamespaceRules rules() {
        if (rules == null) {
            rules = config.rules().get();
        }
        return rules;
    }

    /** What packets of a family meet. */
    NamespaceRules rules(IpFamily family) {
        return rules().of(family);
    }

    /** The address the namespace would use as source towards a peer. */
    IpAddress sourceTowards(IpAddress peer) {
        return config.ip()
                .routes()
                .find(peer)
                .flatMap(route -> route.preferredSource() != null
                        ? Optional.of(route.preferredSource())
                        : addresses.findSource(route.outInterface(), peer))
                .or(() -> addresses.findSource("", peer))
                .orElse(peer);
    }
}
