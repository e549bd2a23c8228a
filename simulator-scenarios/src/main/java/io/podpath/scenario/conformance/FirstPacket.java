package io.podpath.scenario.conformance;

import io.podpath.element.Choices;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.ConntrackState;
import io.podpath.netfilter.Hook;
import io.podpath.netfilter.MatchContext;
import io.podpath.netfilter.NamespaceMemory;
import io.podpath.netfilter.RecentLists;
import java.util.Set;

/**
 * What a rule sees beside the first packet of a connection: the state is NEW, nothing is remembered, interfaces have no
 * names.
 *
 * @param hook the hook
 * @param localAddresses the addresses of the node
 * @param choices where random rules go
 * @param translated whether nat has given it another destination
 * @param recentLists who used which endpoint: nobody before this packet
 */
record FirstPacket(
        Hook hook, Set<IpAddress> localAddresses, Choices choices, boolean translated, RecentLists recentLists)
        implements MatchContext {

    @Override
    public String inInterface() {
        return "";
    }

    @Override
    public String outInterface() {
        return "";
    }

    @Override
    public boolean hasState(ConntrackState state) {
        return state == ConntrackState.NEW || (state == ConntrackState.DNAT && translated);
    }

    @Override
    public boolean isLocal(IpAddress address) {
        return address.isLoopback() || localAddresses.contains(address);
    }

    @Override
    public NamespaceMemory memory() {
        return new NamespaceMemory();
    }

    @Override
    public long nowNanos() {
        return 0;
    }
}
