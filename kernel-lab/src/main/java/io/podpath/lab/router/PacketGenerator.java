package io.podpath.lab.router;

import io.podpath.model.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes random packets over the addresses and ports the random rules know, now and then the same one again. */
final class PacketGenerator {

    private final IpFamily family;
    private final Random random;

    PacketGenerator(IpFamily family, Random random) {
        this.family = family;
        this.random = random;
    }

    List<LabPacket> next(int count) {
        List<LabPacket> packets = new ArrayList<>();
        while (packets.size() < count) {
            boolean again = !packets.isEmpty() && random.nextInt(6) == 0;
            packets.add(again ? packets.get(random.nextInt(packets.size())) : one());
        }
        return packets;
    }

    private LabPacket one() {
        LabHost from = switch (random.nextInt(6)) {
            case 0 -> LabHost.ROUTER;
            case 1 -> LabHost.SERVER;
            default -> LabHost.CLIENT;
        };
        String source = oneOf(from);
        String destination = destination(from);
        String protocol = List.of("udp", "udp", "tcp", "tcp", "icmp").get(random.nextInt(5));
        if (protocol.equals("icmp")) {
            return new LabPacket(from, protocol, source, 0, destination, 0);
        }
        int sourcePort = List.of(500, 1000, 2000, 40_000).get(random.nextInt(4));
        int destinationPort = List.of(53, 80, 81, 5000, 8080).get(random.nextInt(5));
        return new LabPacket(from, protocol, source, sourcePort, destination, destinationPort);
    }

    /** Another host or an address nobody has; the router also sends to itself. */
    private String destination(LabHost from) {
        while (true) {
            int which = random.nextInt(5);
            if (which >= 3) {
                List<String> nobodys = LabHost.virtual(family);
                return nobodys.get(random.nextInt(nobodys.size()));
            }
            LabHost to = List.of(LabHost.values()).get(which);
            if (to != from || from == LabHost.ROUTER) {
                return oneOf(to);
            }
        }
    }

    private String oneOf(LabHost host) {
        List<String> addresses = host.addresses(family);
        return addresses.get(random.nextInt(addresses.size()));
    }
}
