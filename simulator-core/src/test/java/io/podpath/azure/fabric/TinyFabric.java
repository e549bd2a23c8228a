package io.podpath.azure.fabric;

import io.podpath.azure.FakeContext;
import io.podpath.element.Element;
import io.podpath.element.Verdict;
import io.podpath.model.Packet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Real elements joined by links, without engine: a packet runs until no link leads further. */
final class TinyFabric {

    private static final int MAX_HOPS = 30;

    private final Map<String, Element> elements = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final FakeContext context = new FakeContext();

    /**
     * What became of a packet.
     *
     * @param places the elements it crossed
     * @param last the last verdict
     */
    record Walk(List<String> places, Verdict last) {

        /** The packet as it ended or left the joined elements. */
        Packet packet() {
            return last.fold(new Verdict.Cases<>() {
                @Override
                public Packet forward(Verdict.Forward forward) {
                    return forward.packet();
                }

                @Override
                public Packet deliver(Verdict.Deliver deliver) {
                    return deliver.packet();
                }

                @Override
                public Packet reply(Verdict.Reply reply) {
                    return reply.answer();
                }

                @Override
                public Packet drop(Verdict.Drop drop) {
                    return drop.packet();
                }
            });
        }

        /** The reason code of a drop, or the last place if the packet came out there. */
        String end() {
            return last instanceof Verdict.Drop drop ? drop.reason().name() : places.get(places.size() - 1);
        }
    }

    FakeContext context() {
        return context;
    }

    /** Adds an element under a name. */
    TinyFabric add(String name, Element element) {
        elements.put(name, element);
        return this;
    }

    /** Joins {@code element.interface} to {@code element.interface}, both ways. */
    TinyFabric link(String one, String other) {
        links.put(one, other);
        links.put(other, one);
        return this;
    }

    /** Adds a NIC and joins it to a network. */
    TinyFabric nic(String network, NicIdentity identity, NetworkInterfaceCard card) {
        add(identity.name(), card);
        return link(
                identity.name() + "/" + NetworkInterfaceCard.FABRIC,
                network + "/" + VirtualNetwork.nicInterface(identity.name()));
    }

    /** The machine sends. */
    Walk fromVm(String nic, Packet packet) {
        return from(nic, NetworkInterfaceCard.VM, packet);
    }

    Walk from(String element, String inInterface, Packet packet) {
        context.forget();
        List<String> places = new ArrayList<>();
        String place = element;
        String entry = inInterface;
        Packet current = packet;
        while (places.size() < MAX_HOPS) {
            places.add(place);
            Element here = elements.get(place);
            if (here == null) {
                throw new AssertionError("no element " + place);
            }
            Verdict verdict = here.process(current, context.at(entry));
            String next =
                    verdict instanceof Verdict.Forward forward ? links.get(place + "/" + forward.outInterface()) : null;
            if (next == null) {
                return new Walk(places, verdict);
            }
            current = ((Verdict.Forward) verdict).packet();
            int slash = next.lastIndexOf('/');
            place = next.substring(0, slash);
            entry = next.substring(slash + 1);
        }
        throw new AssertionError("still going after " + places);
    }
}
