package io.podpath.scenario.run;

import io.podpath.model.IpAddress;
import io.podpath.model.Packet;
import io.podpath.trace.Flow;
import io.podpath.trace.Step;
import io.podpath.trace.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who owns the addresses that a flow shows, in order of appearance.
 *
 * @param owners address to owner; addresses nobody in the scenario owns are absent
 */
public record AddressOwners(Map<IpAddress, String> owners) {

    /** Knows nobody. */
    public static final AddressOwners EMPTY = new AddressOwners(Map.of());

    public AddressOwners {
        owners = Collections.unmodifiableMap(new LinkedHashMap<>(owners));
    }

    /** Looks up every address of the flow. */
    public static AddressOwners of(Flow flow, Function<IpAddress, Optional<String>> ownerOf) {
        return of(List.of(flow), ownerOf);
    }

    /** Looks up every address of the flows. */
    static AddressOwners of(List<Flow> flows, Function<IpAddress, Optional<String>> ownerOf) {
        List<Trace> traces = new ArrayList<>();
        for (Flow flow : flows) {
            traces.add(flow.forward());
            flow.findReply().ifPresent(traces::add);
        }
        Map<IpAddress, String> owners = new LinkedHashMap<>();
        for (Trace trace : traces) {
            note(trace.sent(), owners, ownerOf);
            trace.steps().map(Step::after).forEach(packet -> note(packet, owners, ownerOf));
            note(trace.last(), owners, ownerOf);
        }
        return new AddressOwners(owners);
    }

    private static void note(
            Packet packet, Map<IpAddress, String> owners, Function<IpAddress, Optional<String>> ownerOf) {
        for (IpAddress address :
                List.of(packet.source().address(), packet.destination().address())) {
            if (!owners.containsKey(address)) {
                ownerOf.apply(address).ifPresent(owner -> owners.put(address, owner));
            }
        }
    }

    /** Who has this address. */
    public Optional<String> findOwner(IpAddress address) {
        return Optional.ofNullable(owners.get(address));
    }

    /** The address with its owner in parentheses, if one is known. */
    public String describe(IpAddress address) {
        return findOwner(address).map(owner -> address + " (" + owner + ")").orElse(address.toString());
    }
}
