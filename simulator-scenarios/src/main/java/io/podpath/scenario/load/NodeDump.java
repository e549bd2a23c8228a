package io.podpath.scenario.load;

import io.podpath.element.ElementContext;
import io.podpath.element.NetworkInterface;
import io.podpath.element.Route;
import io.podpath.model.IpAddress;
import io.podpath.netfilter.IpConfiguration;
import io.podpath.netfilter.Ruleset;
import io.podpath.netfilter.Sysctls;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A real node, as its dumps tell.
 *
 * @param rules its rules and sets
 * @param ip its interfaces and routes
 * @param masters for ports of a bridge, its name
 * @param sysctls its settings, for packets that come in on an interface
 */
public record NodeDump(
        Ruleset rules, IpConfiguration ip, Map<String, String> masters, Function<String, Sysctls> sysctls) {

    public NodeDump {
        masters = Map.copyOf(masters);
    }

    /** Whether the node has an interface of this name. */
    public boolean hasInterface(String name) {
        return ip.interfaces().stream().anyMatch(candidate -> candidate.name().equals(name));
    }

    /** The interface that has an address of the node. */
    public Optional<String> findOwner(IpAddress address) {
        for (NetworkInterface candidate : ip.interfaces()) {
            if (candidate.addresses().stream().anyMatch(own -> own.address().equals(address))) {
                return Optional.of(candidate.name());
            }
        }
        return address.isLoopback() ? Optional.of("lo") : Optional.empty();
    }

    /** Where a packet from this source most likely comes in: from the node itself, or where the way back leads. */
    public Optional<String> guessIn(IpAddress source) {
        if (findOwner(source).isPresent()) {
            return Optional.of(ElementContext.LOCAL);
        }
        return ip.routes().find(source).map(Route::outInterface).filter(name -> !name.isEmpty());
    }
}
